package nomen.server.config;

import java.nio.file.Path;
import java.util.List;

/** Makes {@code docs/configuration.md} of the settings' annotations. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Written from the code by `make docs`; a test compares the two.

      `bin/nomen serve -c FILE` reads one file in [TOML 1.0](https://toml.io). The smallest useful one:

      ```toml
      [server]
      listen = ["127.0.0.1:5300"]

      [[zone]]
      name = "example.com."
      file = "zones/example.com.zone"
      ```

      Everything that is wrong with a file is reported at once, one line each, and nothing starts:

      ```
      nomen.toml:2:1: error: server.listen: is empty; needs at least one element: an IP address and a port: "192.0.2.1:53", "[2001:db8::1]:53"
      nomen.toml:7:1: error: udp.max_payload: is not known; did you mean max-payload?
      ```

      `bin/nomen config check -c FILE` reports the same before the server is started or told to reload, and more: errors in zone
      files, addresses that this machine does not have, folders that cannot be written, files with secrets that every user can read. It
      ends with 1 if there is an error, and does not disturb a running server. `--no-zones` leaves out zone files, `--elsewhere` what
      depends on the machine. Without `-c`, every command takes `nomen.toml` in the current folder.

      There are no variables, no includes and no host names: an address is an IP address.
      """;

  private final StringBuilder text = new StringBuilder(HEAD);
  private final ValueTypes types = new ValueTypes(Path.of(""));

  private ConfigurationPage() {}

  static String print() {
    ConfigurationPage page = new ConfigurationPage();
    for (SettingSpec table : SettingSpec.of(Configuration.class)) {
      page.printTable(table, "");
    }
    return page.text.toString();
  }

  /** Prints a table, then those in it. */
  private void printTable(SettingSpec table, String path) {
    boolean repeated = isRepeated(table);
    String key = path + table.key();
    text.append("\n## ").append(repeated ? "[[" : "[").append(key);
    text.append(repeated ? "]]" : "]").append("\n\n").append(table.setting().doc()).append('\n');
    List<SettingSpec> settings = SettingSpec.of(table.element());
    settings.stream().filter(spec -> !isTable(spec)).forEach(this::printSetting);
    settings.stream()
        .filter(ConfigurationPage::isTable)
        .forEach(spec -> printTable(spec, key + "."));
  }

  private static boolean isTable(SettingSpec spec) {
    return isRepeated(spec) || spec.shape() == SettingSpec.Shape.TABLE;
  }

  private static boolean isRepeated(SettingSpec spec) {
    return spec.shape() == SettingSpec.Shape.TABLES;
  }

  private void printSetting(SettingSpec spec) {
    Setting setting = spec.setting();
    text.append("\n### ").append(spec.key()).append("\n\n").append(setting.doc()).append("\n\n");
    boolean list = spec.shape() == SettingSpec.Shape.LIST;
    text.append("- Value: ").append(list ? "an array, each element " : "");
    text.append(types.of(spec.element()).allowed());
    if (!setting.min().isEmpty()) {
      text.append(", from ").append(setting.min()).append(" to ").append(setting.max());
    }
    text.append(setting.unique() && list ? "; no two the same" : "").append('\n');
    text.append(setting.unique() && !list ? "- No two tables have the same.\n" : "");
    text.append(
        !setting.initial().isEmpty()
            ? "- Default: `" + setting.initial() + "`\n"
            : setting.required() ? "- Required.\n" : "- Default: none.\n");
  }
}
