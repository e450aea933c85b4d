package nomen.bench.answer;

/** What the requests of a workload ask for. */
public enum AnswerKind {
  /** An address that exists. */
  A,
  /** A name without AAAA. */
  NO_DATA,
  /** A name that does not exist. */
  NAME_ERROR,
  /** A mail exchange with its address. */
  MX,
  /** A name below a zone cut with two name servers and their glue. */
  REFERRAL,
  /** A name that a wildcard stands for. */
  WILDCARD,
  /** As REFERRAL, with DO: DS and signature. */
  SIGNED_REFERRAL,
  /** As NAME_ERROR, with DO: NSEC records and signatures. */
  SIGNED_NAME_ERROR,
  /** 70 % A, 15 % AAAA (a quarter exists), 10 % name errors, 5 % MX: what bench/peers asks. */
  MIX
}
