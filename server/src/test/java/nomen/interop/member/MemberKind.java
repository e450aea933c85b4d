package nomen.interop.member;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nomen.conformance.subject.Programs;

/** The programs that can be members. */
public enum MemberKind {
  /** This server, as {@code bin/nomen serve} runs it. */
  NOMEN,
  /** NSD, which can be a secondary only. */
  NSD,
  /** Knot. */
  KNOT,
  /** BIND. */
  BIND;

  /** Why it cannot run here; empty if it can. */
  public Optional<String> missing() {
    return switch (this) {
      case NOMEN -> Optional.empty();
      case NSD -> Programs.missing("nsd");
      case KNOT -> Programs.missing("knotd");
      case BIND -> Programs.missing("named");
    };
  }

  /** Writes the configuration into the folder, and gives the command. */
  List<String> configure(Path folder, Place place, List<MemberZone> zones) throws IOException {
    return switch (this) {
      case NOMEN -> NomenMember.configure(folder, place, zones);
      case NSD -> NsdMember.configure(folder, place, zones);
      case KNOT -> KnotMember.configure(folder, place, zones);
      case BIND -> BindMember.configure(folder, place, zones);
    };
  }

  /** Keys of the zones, each once. */
  static List<nomen.conformance.subject.ServedKey> keys(List<MemberZone> zones) {
    return zones.stream().map(MemberZone::key).filter(key -> key != null).distinct().toList();
  }
}
