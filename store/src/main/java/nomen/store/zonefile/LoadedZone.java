package nomen.store.zonefile;

import nomen.codec.name.Name;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What became of a master file.
 *
 * @param origin the apex
 * @param zone the zone, null if there are errors
 * @param findings errors and warnings in the order of the file's lines
 */
public record LoadedZone(Name origin, @Nullable ZoneSnapshot zone, Findings findings) {}
