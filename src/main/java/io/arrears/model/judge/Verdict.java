package io.arrears.model.judge;

/** What may be said of a task's model, and so what its scores may be used for; worst last. */
public enum Verdict {
    /**
     * Its probabilities are better than base rate and ageing rates, and its order is not worse than the best rule's.
     */
    OK,
    /** Its order is better than the best rule's, its probabilities are not good enough: ageing rates price. */
    ORDER_ONLY,
    /** A rule orders as well, or its order is reversed: the rule orders, ageing rates price. */
    NO_SIGNAL,
    /** There was not enough to fit and judge a model. */
    INSUFFICIENT_DATA,
    /** Scores come from an earlier model or from base rates. */
    FALLBACK
}
