package nomen.server.transfer.notify;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;

/**
 * Works out who is to be told of a zone: the list of its settings, and with {@code notify-ns} the
 * addresses of its NS RRset without the SOA's MNAME (RFC 1996 section 2.3). Addresses come from the
 * zones that are served here, glue included; nobody else is asked. Not thread-safe.
 */
final class NotifyServers {
  /** The most servers that the NS RRset of a zone adds. */
  static final int MAX_FROM_NS = 32;

  private static final int DNS_PORT = 53;

  private final ZoneLookup scratch = new ZoneLookup();
  private final NodeView apex = new NodeView();
  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();

  /** Who is to be told; the list of the settings comes first. */
  List<RemoteServer> of(ZoneSettings settings, DatabaseSnapshot zones) {
    ZoneSnapshot zone = zones.zone(settings.name());
    if (!settings.notifyNs() || zone == null || !zone.soa(rrset)) {
      return settings.secondaries();
    }
    Set<RemoteServer> servers = new LinkedHashSet<>(settings.secondaries());
    Set<InetAddress> listed = new LinkedHashSet<>();
    servers.forEach(server -> listed.add(server.address().getAddress()));
    Name mname = Name.ofWire(rrset.octets(), rrset.rdataOffset(rrset.first()));
    zone.apex(apex);
    List<Name> names = new ArrayList<>();
    RRsetView ns = new RRsetView();
    if (apex.find(RRTypes.NS.code(), ns)) {
      int place = ns.first();
      for (int i = 0; i < ns.count(); i++, place = ns.next(place)) {
        names.add(Name.ofWire(ns.octets(), ns.rdataOffset(place)));
      }
    }
    names.remove(mname);
    for (Name name : names) {
      for (InetAddress address : addresses(name, zones)) {
        if (servers.size() - settings.secondaries().size() < MAX_FROM_NS && listed.add(address)) {
          servers.add(new RemoteServer(new InetSocketAddress(address, DNS_PORT), null));
        }
      }
    }
    return List.copyOf(servers);
  }

  private List<InetAddress> addresses(Name name, DatabaseSnapshot zones) {
    List<InetAddress> addresses = new ArrayList<>();
    byte[] wire = name.toWire();
    ZoneSnapshot zone = zones.findZone(wire, 0, RRTypes.A.code(), scratch);
    if (zone != null && zone.find(wire, 0, node, scratch)) {
      addAddresses(RRTypes.A.code(), addresses);
      addAddresses(RRTypes.AAAA.code(), addresses);
    }
    return addresses;
  }

  private void addAddresses(int type, List<InetAddress> into) {
    if (!node.find(type, rrset)) {
      return;
    }
    int place = rrset.first();
    for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
      int from = rrset.rdataOffset(place);
      byte[] octets = Arrays.copyOfRange(rrset.octets(), from, from + rrset.rdataLength(place));
      try {
        into.add(InetAddress.getByAddress(octets));
      } catch (UnknownHostException e) {
        throw new AssertionError("the RDATA of an address has its length", e);
      }
    }
  }
}
