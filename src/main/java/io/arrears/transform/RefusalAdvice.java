package io.arrears.transform;

import java.util.Map;

/** What to do about rows that staging refused: one sentence for each {@code reason_code} of {@code ops_quarantine}. */
public final class RefusalAdvice {

    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry(
                    "no_key",
                    "give each row its key in the source, or leave such rows out by source.tables.<name>.query"),
            Map.entry(
                    "no_date",
                    "give each row its date in the source, or map another column by source.tables.<name>.query"),
            Map.entry(
                    "unreadable_date",
                    "correct the date in the source, or turn it into year-month-day by source.tables.<name>.query"),
            Map.entry(
                    "date_out_of_range", "correct the date in the source: its year is expected between 1950 and 2199"),
            Map.entry(
                    "no_amount",
                    "give each row its amount in the source, or leave such rows out by source.tables.<name>.query"),
            Map.entry(
                    "unreadable_amount",
                    "correct the amount in the source, or turn it into a number by source.tables.<name>.query"),
            Map.entry(
                    "amount_out_of_range",
                    "correct the amount in the source, or map it in thousands by source.tables.<name>.query"),
            Map.entry(
                    "unknown_currency", "map the currency to three letters such as EUR by source.tables.<name>.query"),
            Map.entry("unknown_success_word", "map the word to paid, pending or failed by source.tables.<name>.query"),
            Map.entry(
                    "unknown_decision",
                    "write accepted, dismissed or withdrawn, or map the word to one of them by "
                            + "source.tables.<name>.query"),
            Map.entry(
                    StagedTable.CONFLICT,
                    "different rows have one key: map a key that is unique, or the row that counts, by"
                            + " source.tables.<name>.query"));

    private RefusalAdvice() {}

    /** The sentence, with the name of the source table in its keys; null for an unknown reason. */
    public static String of(String reason, String table) {
        String advice = ADVICE.get(reason);
        return advice == null ? null : advice.replace("<name>", table);
    }
}
