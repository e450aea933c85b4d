package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of the secondaries that are listed a client is. */
class ZoneFollowersTest {
  private static final Name KEY = Name.parse("xfr.");

  private final ZoneFollowers followers = new ZoneFollowers(Name.parse("example.com."));

  private void list(RemoteServer... secondaries) {
    followers.list(List.of(secondaries));
    followers.published(100, 1_000);
  }

  private static RemoteServer at(String address, int port, @Nullable Name key) {
    return new RemoteServer(new InetSocketAddress(InetAddress.ofLiteral(address), port), key);
  }

  private static RemoteServer at(String address) {
    return at(address, 53, null);
  }

  private static RemoteServer withKey(String address) {
    return at(address, 53, KEY);
  }

  private void served(String client, @Nullable Name key, int serial) {
    followers.served(InetAddress.ofLiteral(client), key, serial, 2_000);
  }

  private void asked(String client, int haveSerial) {
    followers.asked(InetAddress.ofLiteral(client), null, haveSerial);
  }

  private List<Long> serials() {
    List<Long> serials = new ArrayList<>();
    followers.status().forEach(status -> serials.add(status.serial()));
    return serials;
  }

  @Test
  void byAddressIfTheEntryHasNoKey() {
    list(at("192.0.2.1"), at("192.0.2.2"));
    served("192.0.2.2", KEY, 100);
    assertEquals(List.of(-1L, 100L), serials());
  }

  private long lagMillis() {
    return followers.status().getFirst().lagMillis();
  }

  @Test
  void newSecondaryHasNoLagOfTheTimeBefore() {
    list(at("192.0.2.1"));
    followers.served(InetAddress.ofLiteral("192.0.2.1"), null, 100, 81_000);
    assertEquals(0, lagMillis());
  }

  @Test
  void lagOfANewSecondaryCountsFromTheFirstNotifyThatItTook() {
    RemoteServer fresh = at("192.0.2.1");
    list(fresh);
    followers.of(fresh).answered(Rcode.REFUSED, 10_000);
    followers.of(fresh).answered(Rcode.NOERROR, 80_000);
    followers.served(InetAddress.ofLiteral("192.0.2.1"), null, 100, 81_000);
    assertEquals(1_000, lagMillis());
  }

  @Test
  void lagOfAKnownSecondaryCountsFromTheChange() {
    list(at("192.0.2.1"));
    served("192.0.2.1", null, 100);
    followers.published(101, 5_000);
    followers.served(InetAddress.ofLiteral("192.0.2.1"), null, 101, 85_000);
    assertEquals(80_000, lagMillis());
  }

  @Test
  void byKeyWhereverItComesFrom() {
    list(withKey("192.0.2.1"), at("192.0.2.2"));
    served("203.0.113.9", KEY, 100);
    assertEquals(List.of(100L, -1L), serials());
  }

  @Test
  void notByTheAddressAloneIfTheEntryHasAKey() {
    list(withKey("192.0.2.1"));
    served("192.0.2.1", null, 100);
    assertEquals(List.of(-1L, 100L), serials());
    assertFalse(followers.status().getLast().listed());
  }

  @Test
  void ofSeveralWithOneKeyByAddress() {
    list(withKey("192.0.2.1"), withKey("192.0.2.2"));
    served("192.0.2.2", KEY, 100);
    assertEquals(List.of(-1L, 100L), serials());
    served("203.0.113.9", KEY, 100);
    assertEquals(List.of(-1L, 100L, 100L), serials());
  }

  @Test
  void ofSeveralAtOneAddressEachInItsTurn() {
    list(at("127.0.0.1", 5301, null), at("127.0.0.1", 5302, null));
    served("127.0.0.1", null, 100);
    assertEquals(List.of(100L, -1L), serials());
    served("127.0.0.1", null, 100);
    assertEquals(List.of(100L, 100L), serials());
    followers.published(101, 1_001);
    followers.published(102, 1_002);
    served("127.0.0.1", null, 101);
    // It is the first that has 101, and comes again.
    asked("127.0.0.1", 101);
    served("127.0.0.1", null, 102);
    assertEquals(List.of(102L, 100L), serials());
  }

  @Test
  void theSameSerialAgainIsNoNews() {
    list(at("192.0.2.1"));
    served("192.0.2.1", null, 100);
    followers.published(100, 5_000);
    assertEquals(-1, followers.status().getFirst().behindSince());
    assertEquals(1_000, followers.times().of(100));
  }
}
