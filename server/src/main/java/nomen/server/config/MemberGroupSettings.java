package nomen.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code [[zone.members-group]]} of a catalog zone: how members are served that have a
 * value of the group property (RFC 9432 section 4.4.2). What it does not say is as for all members.
 */
public record MemberGroupSettings(
    @Setting(
            doc =
                "The value of the group property, upper and lower case as it is. If a member has"
                    + " several that have tables, the first table counts.",
            required = true)
        String group,
    @Setting(doc = "Instead of `primaries` for all members.")
        @Nullable List<RemoteServer> primaries,
    @Setting(doc = "Instead of `allow-query` for all members.")
        @Nullable List<AclElement> allowQuery,
    @Setting(doc = "Instead of `allow-transfer` for all members.")
        @Nullable List<AclElement> allowTransfer,
    @Setting(key = "notify", doc = "Instead of `notify` for all members.")
        @Nullable List<RemoteServer> secondaries) {
  /** A group that has nothing of its own. */
  static final MemberGroupSettings NONE = new MemberGroupSettings("", null, null, null, null);
}
