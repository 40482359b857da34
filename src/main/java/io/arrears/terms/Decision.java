package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** What a person decides about a finding; the newest decision counts. */
public final class Decision {

    /** The finding is right: it stays in the sums. */
    public static final String ACCEPTED = "accepted";

    /** The finding is no leak, or none until a day: it leaves the sums. */
    public static final String DISMISSED = "dismissed";

    /** The decision before is taken back: the finding is as if it had none. */
    public static final String WITHDRAWN = "withdrawn";

    /** The decisions that a page offers, in this order. */
    public static final List<String> ALL = List.of(ACCEPTED, DISMISSED, WITHDRAWN);

    private static final Map<String, String> WORDS = Map.of(
            "accepted", ACCEPTED,
            "accept", ACCEPTED,
            "confirmed", ACCEPTED,
            "dismissed", DISMISSED,
            "dismiss", DISMISSED,
            "rejected", DISMISSED,
            "withdrawn", WITHDRAWN,
            "withdraw", WITHDRAWN,
            "reopened", WITHDRAWN);

    private Decision() {}

    /** The decision that a word of any case means; null for another word. */
    public static String of(String word) {
        return word == null ? null : WORDS.get(word.strip().toLowerCase(Locale.ROOT));
    }

    /** {@code terms.decision(word)}: accepted, dismissed or withdrawn; null for another word. */
    @SuppressWarnings("serial") // As Term.
    public static final class Of extends Term {
        Of() {
            super("decision", StringType, true, StringType);
        }

        public static UTF8String invoke(UTF8String word) {
            return word == null ? null : UTF8String.fromString(Decision.of(word.toString()));
        }
    }

    /** {@code terms.is_dismissed(decision, last day, day)}: dismissed, and on the day still so; null of no day. */
    @SuppressWarnings("serial") // As Term.
    public static final class IsDismissed extends Term {
        private static final UTF8String WORD = UTF8String.fromString(DISMISSED);

        IsDismissed() {
            super("is_dismissed", BooleanType, true, StringType, DateType, DateType);
        }

        public static boolean invoke(UTF8String decision, int last, int day) {
            return WORD.equals(decision) && last >= day;
        }
    }
}
