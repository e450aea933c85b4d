package nomen.server.config;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nomen.codec.edns.CookieSecret;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigKey;

/** Every type that a setting may have, and how it is written. */
final class ValueTypes {
  /** What fits in a character-string (RFC 1035 section 3.3). */
  private static final int MAX_STRING_OCTETS = 255;

  /** How a key's secret is written. */
  static final String SECRET_ALLOWED =
      "a string of Base64 of %d to %d octets"
          .formatted(TsigKey.MIN_SECRET_OCTETS, TsigKey.MAX_SECRET_OCTETS);

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");

  private final Path folder;
  private final List<ValueType<?>> types;
  private final Map<Class<?>, ValueType<?>> known = new HashMap<>();

  /**
   * Makes the types for one file.
   *
   * @param folder where relative paths start
   */
  ValueTypes(Path folder) {
    this(folder, text -> KeyFile.read(scanReadableFile(folder, text)));
  }

  /** Types for one file that leave alone the files which it names: key files seem to be empty. */
  static ValueTypes withoutFiles(Path folder) {
    return new ValueTypes(folder, text -> new KeyFile(scanPath(folder, text), List.of()));
  }

  private ValueTypes(Path folder, ValueType.TextScanner<KeyFile> keyFile) {
    this.folder = folder;
    types =
        List.of(
            new ValueType<>(Boolean.class, "true or false", ValueTypes::scanBoolean),
            new ValueType<>(Integer.class, "an integer", ValueTypes::scanInteger),
            new ValueType<>(Double.class, "a number: 0.25, 1", ValueTypes::scanNumber),
            ValueType.text(
                String.class, "a string of 1 to 255 octets", ValueTypes::scanCharacterString),
            ValueType.text(
                Duration.class,
                "a number and a unit: \"500ms\", \"10s\", \"5m\", \"1h\", \"1d\"",
                ValueTypes::scanDuration),
            ValueType.text(
                Size.class,
                "a number and a unit: \"512B\", \"64KiB\", \"1MiB\", \"2GiB\"",
                ValueTypes::scanSize),
            ValueType.text(
                InetSocketAddress.class,
                "an IP address and a port: \"192.0.2.1:53\", \"[2001:db8::1]:53\"",
                AddressText::scanSocketAddress),
            ValueType.text(
                Network.class,
                "a network or an IP address: \"192.0.2.0/24\", \"2001:db8::/32\", \"192.0.2.1\"",
                Network::scan),
            ValueType.text(
                AclElement.class,
                "a network, an IP address, a key, or a network and a key, which must both match:"
                    + " \"192.0.2.0/24\", \"2001:db8::1\", \"key:dhcp.example.\","
                    + " \"192.0.2.0/24 key:dhcp.example.\"",
                AclElement::scan),
            ValueType.text(
                RemoteServer.class,
                "an IP address, with a port if it is not 53, and a key if what is sent there is"
                    + " signed: \"192.0.2.1\", \"[2001:db8::1]:5300 key:xfr.example.\"",
                RemoteServer::scan),
            ValueType.text(KeyAlgorithm.class, KeyAlgorithm.ALLOWED, KeyAlgorithm::scan),
            ValueType.text(Secret.class, SECRET_ALLOWED, Secret::scan),
            ValueType.text(KeyFile.class, "the path of a file that can be read", keyFile),
            ValueType.text(
                CookieSecret.class,
                "a string of 32 hexadecimal digits",
                ValueTypes::scanCookieSecret),
            ValueType.text(
                Name.class, "a domain name: \"example.com.\", \".\"", ValueTypes::scanName),
            ValueType.text(
                LabelPattern.class,
                "a domain name, in which a label * is any one label",
                text -> new LabelPattern(scanName(text))),
            ValueType.text(NamePattern.class, NamePattern.ALLOWED, NamePattern::scan),
            ValueType.text(
                RRType.class,
                "an RR type: \"AAAA\", \"TYPE65280\", or \"ANY\"",
                ValueTypes::scanType),
            ValueType.text(
                Path.class,
                "the path of a file: \"zones/example.com.zone\"",
                text -> scanLocation(folder, text).path()),
            ValueType.text(
                Location.class,
                "a path: \"data\", \"/var/lib/nomen\"",
                text -> scanLocation(folder, text)));
  }

  /** The type for a Java type; a primitive one stands for its box. */
  ValueType<?> of(Class<?> javaType) {
    return known.computeIfAbsent(javaType, this::find);
  }

  /** The path of a zone file, which need not be there. */
  Path scanFile(String text) throws SettingException {
    return scanLocation(folder, text).path();
  }

  private ValueType<?> find(Class<?> javaType) {
    if (javaType.isEnum()) {
      return ofEnum(javaType);
    }
    Class<?> boxed =
        javaType == int.class
            ? Integer.class
            : javaType == boolean.class
                ? Boolean.class
                : javaType == double.class ? Double.class : javaType;
    return types.stream()
        .filter(type -> type.type() == boxed)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no value type for " + javaType));
  }

  private static <T> ValueType<T> ofEnum(Class<T> type) {
    T[] constants = type.getEnumConstants();
    return ValueType.text(
        type,
        Arrays.stream(constants)
            .map(constant -> AddressText.quote(printEnum(constant)))
            .collect(Collectors.joining(" or ")),
        text -> {
          for (T constant : constants) {
            if (printEnum(constant).equals(text)) {
              return constant;
            }
          }
          throw new SettingException(AddressText.quote(text) + " is not one of the words");
        });
  }

  private static String printEnum(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private static Boolean scanBoolean(Object value) throws SettingException {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw ValueType.wrongKind(value);
  }

  private static Integer scanInteger(Object value) throws SettingException {
    if (!(value instanceof Long number)) {
      throw ValueType.wrongKind(value);
    }
    if (number.intValue() != number) {
      throw new SettingException(number + " is out of range");
    }
    return number.intValue();
  }

  private static Double scanNumber(Object value) throws SettingException {
    return switch (value) {
      case Double number when Double.isFinite(number) -> number;
      case Long number -> number.doubleValue();
      default -> throw ValueType.wrongKind(value);
    };
  }

  private static String scanCharacterString(String text) throws SettingException {
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    if (octets == 0 || octets > MAX_STRING_OCTETS) {
      throw new SettingException("has " + octets + " octets");
    }
    return text;
  }

  private static Duration scanDuration(String text) throws SettingException {
    Matcher parts = matchUnits(DURATION, text);
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Size scanSize(String text) throws SettingException {
    Matcher parts = matchUnits(SIZE, text);
    int shift =
        switch (parts.group(2)) {
          case "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    return new Size(Long.parseLong(parts.group(1)) << shift);
  }

  private static Matcher matchUnits(Pattern pattern, String text) throws SettingException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new SettingException(AddressText.quote(text) + " is not a number with a unit");
    }
    return matcher;
  }

  /** Does not repeat the secret. */
  private static CookieSecret scanCookieSecret(String text) throws SettingException {
    try {
      return CookieSecret.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw new SettingException("is not a secret of 16 octets");
    }
  }

  private static RRType scanType(String text) throws SettingException {
    RRType type = RRTypes.parse(text);
    if (type == null) {
      throw new SettingException(AddressText.quote(text) + " is not an RR type");
    }
    if (type.isMeta() && !type.equals(RRTypes.ANY)) {
      throw new SettingException(type + " is a type that stands in no zone");
    }
    return type;
  }

  static Name scanName(String text) throws SettingException {
    try {
      return Name.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(AddressText.quote(text) + " is not a name: " + e.getMessage());
    }
  }

  private static Location scanLocation(Path folder, String text) throws SettingException {
    try {
      if (!text.isEmpty()) {
        return new Location(folder.resolve(text).normalize());
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new SettingException(AddressText.quote(text) + " is not a path");
  }

  private static Path scanPath(Path folder, String text) throws SettingException {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new SettingException(AddressText.quote(text) + " is not a path");
    }
  }

  private static Path scanReadableFile(Path folder, String text) throws SettingException {
    Path path = scanPath(folder, text);
    if (!Files.exists(path)) {
      throw new SettingException("there is no " + path);
    }
    if (!Files.isRegularFile(path)) {
      throw new SettingException(path + " is not a file");
    }
    if (!Files.isReadable(path)) {
      throw new SettingException(path + " may not be read");
    }
    return path;
  }
}
