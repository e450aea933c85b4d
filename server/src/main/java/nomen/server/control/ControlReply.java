package nomen.server.control;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import nomen.server.history.ReportOutput;

/** Where the results of a request go while they are made. Not thread-safe. */
public final class ControlReply implements ReportOutput {
  private final ControlFrames frames;
  private final OutputStream out;

  ControlReply(ControlFrames frames) {
    this.frames = frames;
    this.out = new BufferedOutputStream(new FrameStream(frames), ControlFrames.MAX_PAYLOAD_OCTETS);
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void print(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void error(String line) throws IOException {
    out.flush();
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    frames.write(ControlFrames.ERROR, octets, 0, octets.length);
  }

  void end(int exitCode) throws IOException {
    out.flush();
    frames.write(ControlFrames.END, new byte[] {(byte) exitCode}, 0, 1);
  }

  private static final class FrameStream extends OutputStream {
    private final ControlFrames frames;

    FrameStream(ControlFrames frames) {
      this.frames = frames;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (length > 0) {
        frames.write(ControlFrames.OUTPUT, octets, offset, length);
      }
    }
  }
}
