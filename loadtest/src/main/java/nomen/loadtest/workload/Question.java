package nomen.loadtest.workload;

/**
 * One question of a workload.
 *
 * @param name QNAME, absolute, in presentation format
 * @param type mnemonic of QTYPE
 */
public record Question(String name, String type) {}
