package nomen.server.config;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;

/**
 * A name in which a label {@code *}, wherever it stands, is any one label: {@code
 * _acme-challenge.*.example.com.} is {@code _acme-challenge.www.example.com.} but neither {@code
 * _acme-challenge.example.com.} nor {@code _acme-challenge.a.b.example.com.}
 *
 * @param name as it is written
 */
public record LabelPattern(Name name) {
  /** Whether a name is one of those that the pattern stands for. */
  public boolean matches(Name other) {
    if (other.labelCount() != name.labelCount()) {
      return false;
    }
    int here = 0;
    int there = 0;
    while (name.octet(here) != 0) {
      if (!isAnyLabel(here) && !sameLabel(here, other, there)) {
        return false;
      }
      here += name.octet(here) + 1;
      there += other.octet(there) + 1;
    }
    return true;
  }

  /** Whether it stands for more than the one name that is written. */
  public boolean hasWildcard() {
    for (int at = 0; name.octet(at) != 0; at += name.octet(at) + 1) {
      if (isAnyLabel(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnyLabel(int at) {
    return name.octet(at) == 1 && name.octet(at + 1) == '*';
  }

  private boolean sameLabel(int here, Name other, int there) {
    int length = name.octet(here);
    if (length != other.octet(there)) {
      return false;
    }
    for (int i = 1; i <= length; i++) {
      if (Labels.lower(name.octet(here + i)) != Labels.lower(other.octet(there + i))) {
        return false;
      }
    }
    return true;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name.toString();
  }
}
