package nomen.loadtest.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;

/**
 * A number of different queries, for ever or once.
 *
 * @param endless whether it begins anew when it is through
 * @param spacingNanos between the times that requests have, or 0 if they have none
 */
record FixedQueries(int count, boolean endless, long spacingNanos) implements Traffic {
  @Override
  public RequestSource open(int worker, int workers) {
    byte[][] messages = new byte[count][];
    for (int i = 0; i < count; i++) {
      messages[i] = query("n" + i);
    }
    return new RequestSource() {
      private int next = worker;

      @Override
      public boolean next(int id, Request into) {
        if (!endless && next >= count) {
          return false;
        }
        byte[] message = messages[next % count];
        System.arraycopy(message, 0, into.octets(), 0, message.length);
        into.octets()[0] = (byte) (id >>> 8);
        into.octets()[1] = (byte) id;
        long due = spacingNanos == 0 ? Request.ANY_TIME : next * spacingNanos;
        into.set(message.length, RequestKind.QUERY, due);
        next += workers;
        if (endless && next >= count) {
          next -= count / workers * workers;
        }
        return true;
      }
    };
  }

  @Override
  public String description() {
    return count + " queries";
  }

  private static byte[] query(String label) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String part : new String[] {label, "load", "example"}) {
      out.write(part.length());
      out.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    return out.toByteArray();
  }
}
