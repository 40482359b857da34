package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** The three sums of what controls find, and signals, which are in none. The sums are never added up. */
public final class LeakClass {

    /** Never billed, billed too little, not charged, or paid out in excess: types R and E. */
    public static final String LOST = "lost";

    /** Open balances, a part of what customers owe: type T. */
    public static final String TO_COLLECT = "to collect";

    /** Errors in data or process, money to apply elsewhere or owed to customers: type Q. */
    public static final String TO_CORRECT = "to correct";

    /** Worth a look: type S. */
    public static final String SIGNAL = "signal";

    private static final Map<UTF8String, UTF8String> BY_TYPE = Map.of(
            UTF8String.fromString("R"), UTF8String.fromString(LOST),
            UTF8String.fromString("E"), UTF8String.fromString(LOST),
            UTF8String.fromString("T"), UTF8String.fromString(TO_COLLECT),
            UTF8String.fromString("Q"), UTF8String.fromString(TO_CORRECT),
            UTF8String.fromString("S"), UTF8String.fromString(SIGNAL));

    private LeakClass() {}

    /** {@code terms.leak_class(leak type)}; null for another word. */
    @SuppressWarnings("serial") // As Term.
    public static final class OfType extends Term {
        OfType() {
            super("leak_class", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String type) {
            return type == null ? null : BY_TYPE.get(type);
        }
    }
}
