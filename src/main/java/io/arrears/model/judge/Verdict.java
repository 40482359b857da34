package io.arrears.model.judge;

/** What may be said of a task's model, worst last. */
public enum Verdict {
    /** It beats every baseline on the test period beyond chance. */
    OK,
    /** It does not: a rule does as well. */
    NO_SIGNAL,
    /** There was not enough to fit and judge a model. */
    INSUFFICIENT_DATA,
    /** Scores come from an earlier model or from base rates. */
    FALLBACK
}
