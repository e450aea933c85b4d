package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PaceOptionsTest {
  /** The options without the rest of the command. */
  @Command
  static final class Options {
    @Mixin PaceOptions pace = new PaceOptions();
    @Mixin TargetOptions target = new TargetOptions();
  }

  private static LoadPlan plan(boolean generated, String... arguments) {
    Options options = new Options();
    new CommandLine(options).parseArgs(arguments);
    Target target = options.target.target(options.pace.threads());
    return options.pace.plan(target, generated, 0);
  }

  @Test
  void aRunIsBoundedWithoutAnyOption() {
    LoadPlan local = plan(false);
    assertEquals(new Pace.Closed(PaceOptions.LOCAL_RATE), local.pace());
    assertEquals(PaceOptions.LONGEST_INPUT_SECONDS, local.bounds().seconds());
    assertEquals(100, local.bounds().outstanding());
    assertEquals(5_000_000_000L, local.bounds().timeoutNanos());
    assertEquals(PaceOptions.DEFAULT_SECONDS, plan(true).bounds().seconds());
    assertEquals(new Pace.Closed(PaceOptions.REMOTE_RATE), plan(true, "-s", "192.0.2.1").pace());
  }

  @Test
  void dnsperfsOptionsMeanWhatTheyMeanThere() {
    LoadPlan plan =
        plan(false, "-q", "7", "-Q", "50", "-l", "2.5", "-t", "0.5", "-T", "3", "-c", "2");
    assertEquals(new Pace.Closed(50), plan.pace());
    assertEquals(2.5, plan.bounds().seconds());
    assertEquals(7, plan.bounds().outstanding());
    assertEquals(500_000_000L, plan.bounds().timeoutNanos());
    assertEquals(3, plan.threads());
    assertEquals(3, plan.target().clients());
  }

  @Test
  void aRampEndsWithItsLastStep() {
    LoadPlan plan = plan(true, "--ramp", "100:250:50", "--step-time", "2");
    assertEquals(
        new Pace.Open(
            List.of(
                new Pace.Step(100, 2, Pace.Role.SETTLING),
                new Pace.Step(100, 2),
                new Pace.Step(100, 2, Pace.Role.REPEAT),
                new Pace.Step(150, 2),
                new Pace.Step(200, 2),
                new Pace.Step(250, 2)),
            3),
        plan.pace());
    LoadPlan whole = plan(true, "--ramp", "100:250:150", "--failed-steps", "0", "--settle", "0");
    assertEquals(
        new Pace.Open(
            List.of(
                new Pace.Step(100, 5),
                new Pace.Step(100, 5, Pace.Role.REPEAT),
                new Pace.Step(250, 5))),
        whole.pace());
    assertEquals(12, plan.bounds().seconds());
    assertEquals(20_000, plan.bounds().outstanding());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate 5 -Q 5        | -Q, --rate, --ramp and --recorded exclude each other: a run has one"
            + " pace",
        "--ramp 5             | --ramp: FROM:TO:STEP, three rates, not 5",
        "--ramp a:2:3         | --ramp: \"a\" is not a number",
        "--ramp 1:100000:1    | --ramp: more than 1000 steps",
        "--ramp 9:5:1         | --ramp: 5.0 is not in 9.0 to 1.0E8",
        "--ramp 5:9:1 --failed-steps -1 | --failed-steps: -1 is not in 0 to 1000",
        "--rate -1            | --rate: -1.0 is not in 0.001 to 1.0E8",
        "-q 65536             | -q: 65536 is not in 1 to 65535",
        "-l -1                | -l: -1.0 is not in 0.001 to 1.0E7",
        "-t 0                 | -t: 0.0 is not in 0.001 to 3600.0",
        "-q 0                 | -q: 0 is not in 1 to 65535",
        "-c 0                 | -c: 0 is not in 1 to 60000",
        "-l 0                 | -l: 0.0 is not in 0.001 to 1.0E7",
        "--rate 0             | --rate: 0.0 is not in 0.001 to 1.0E8",
        "-T 0                 | -T: 0 is not in 1 to 256",
        "-m dot               | -m: udp or tcp, not dot",
        "-f inet6             | -s: 127.0.0.1 has no address of family inet6, only 127.0.0.1",
        "-a ::1               | -a: 0:0:0:0:0:0:0:1 is not of the family of the server's address",
        "-x 65535 -c 2        | -x: 2 ports from 65535 end above 65535",
      })
  void whatCannotBeIsRefusedByItsOption(String arguments, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> plan(true, arguments.split(" +")))
            .getMessage());
  }
}
