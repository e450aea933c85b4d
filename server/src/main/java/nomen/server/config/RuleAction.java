package nomen.server.config;

/** What a rule does with the operations that it matches. */
public enum RuleAction {
  /** They may be done. */
  ALLOW,
  /** They are refused. */
  DENY
}
