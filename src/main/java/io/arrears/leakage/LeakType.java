package io.arrears.leakage;

/**
 * What kind of trouble a control finds; {@link io.arrears.terms.LeakClass} says to which of the three sums it belongs.
 */
public enum LeakType {
    /** Never billed, billed too little, or a fee not charged: money the company is entitled to and does not have. */
    R,
    /** Paid out in excess: money that has to come back. */
    E,
    /** An open balance: a part of what customers owe. */
    T,
    /** A data or process error, money to apply elsewhere, or money owed to a customer. */
    Q,
    /** Worth a look; its amount is in no sum. */
    S
}
