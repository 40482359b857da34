package io.arrears.desk.score;

import io.arrears.terms.HoldReason;

/** What keeps a collector from a claim, as the page says it. */
public record Hold(String reason, String title, String sentence) {

    /** Null where nothing does. */
    static Hold of(String reason) {
        return reason == null ? null : new Hold(reason, HoldReason.title(reason), HoldReason.sentence(reason));
    }
}
