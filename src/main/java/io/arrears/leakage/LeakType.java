package io.arrears.leakage;

/** What kind of trouble a control finds. Leakage proper is {@link #R} and {@link #E}. */
public enum LeakType {
    /** Recoverable leak: money the company is entitled to and does not have. */
    R,
    /** Timing: money that is late and at risk, not lost. */
    T,
    /** Excess paid out: money that has to come back. */
    E,
    /** Quality: data or process error, or money owed to a customer; the amount is what it misstates. */
    Q,
    /** Signal: worth a look; its amount is never summed. */
    S
}
