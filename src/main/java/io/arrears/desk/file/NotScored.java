package io.arrears.desk.file;

/** Why one row is not scored by itself; becomes a {@link Refusal}. */
final class NotScored extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_FOUND = 80;

    private final Refusal.Kind kind;
    private final String found;

    private NotScored(Refusal.Kind kind, String reason, String found) {
        super(reason, null, false, false);
        this.kind = kind;
        this.found =
                found == null ? "" : found.length() > LONGEST_FOUND ? found.substring(0, LONGEST_FOUND) + "…" : found;
    }

    /** Something is wrong with the row. */
    static NotScored wrong(String reason, String found) {
        return new NotScored(Refusal.Kind.WRONG, reason, found);
    }

    /** The row is as it should be, and there is nothing to score. */
    static NotScored aside(String reason, String found) {
        return new NotScored(Refusal.Kind.ASIDE, reason, found);
    }

    /** The row counts in a claim that is scored. */
    static NotScored joined(String claim, int line) {
        return new NotScored(
                Refusal.Kind.JOINED,
                "part of a claim with several attempts",
                "part of claim " + claim + ", scored from line " + line);
    }

    Refusal of(FileRow row) {
        return new Refusal(row.line(), kind, getMessage(), found, row.raw());
    }
}
