/**
 * Catalogs of zones (RFC 9432): what one says, which server owns a member, how one is made.
 *
 * <pre>
 *   producer                                  consumer
 *   nomen.toml: in-catalog                    the catalog was transferred
 *     CatalogContent.of(the configuration)      CatalogReader: content, or why it is broken
 *     ProducedCatalog: the zone                 Memberships: who owns which member now
 *     StoredZones.become: one change            ZoneTable.replace: members come, go, begin anew
 *     NOTIFY and IXFR, as of any zone           transfers, as of any secondary
 * </pre>
 */
package nomen.server.catalog;
