package io.arrears.desk.score;

import io.arrears.desk.file.Case;
import java.util.Locale;

/**
 * What a person wants to see of a worklist; empty texts choose everything.
 *
 * @param text looked for in names of case, customer, region and segment
 * @param hold {@code no}: what nothing holds; {@code yes}: what something holds; else a reason
 * @param page from 0
 */
public record Query(
        String currency,
        String type,
        String ageing,
        String region,
        String hold,
        double leastProbability,
        String text,
        boolean chosenOnly,
        int page) {

    boolean fits(Scored scored) {
        Case row = scored.row();
        return is(type, row.task().claimType().orElse("invoice"))
                && is(ageing, row.age().bucket())
                && is(region, row.region())
                && isHeld(row.owed().hold())
                && (leastProbability <= 0 || scored.probability() >= leastProbability)
                && (has(row.id())
                        || has(row.customer())
                        || has(row.owed().debtor())
                        || has(row.region())
                        || has(row.segment()));
    }

    /** A customer is shown when one of its cases would be. */
    boolean fits(Debtor debtor) {
        return debtor.cases().isEmpty()
                ? isEverything()
                : debtor.cases().stream().anyMatch(this::fits);
    }

    private boolean isEverything() {
        return type.isEmpty()
                && ageing.isEmpty()
                && region.isEmpty()
                && hold.isEmpty()
                && leastProbability <= 0
                && text.isBlank();
    }

    private boolean isHeld(String reason) {
        return switch (hold) {
            case "" -> true;
            case "no" -> reason == null;
            case "yes" -> reason != null;
            default -> hold.equals(reason);
        };
    }

    private static boolean is(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private boolean has(String value) {
        return text.isBlank()
                || value != null
                        && value.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
