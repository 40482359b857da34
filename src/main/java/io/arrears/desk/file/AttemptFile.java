package io.arrears.desk.file;

import io.arrears.desk.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A file with one row a payment attempt: the rows of one debt (its claim, else its invoice, else its order) are one
 * claim or none, as in int_claim_spells. Its last failure describes it; payments that succeeded since the first are
 * subtracted.
 */
final class AttemptFile {

    private final CaseBuilder builder;
    private final RowRules rules;
    private final Columns columns;
    private final Map<String, List<FileRow>> debts = new LinkedHashMap<>();

    AttemptFile(CaseBuilder builder, RowRules rules, Columns columns) {
        this.builder = builder;
        this.rules = rules;
        this.columns = columns;
    }

    /** Whether rows may be attempts: a row with a claim's type or a day of its own is an observation of a claim. */
    static boolean mayBe(Kind kind, Columns columns) {
        return kind == Kind.CLAIMS
                && columns.has(Field.RESULT_STATUS)
                && !columns.has(Field.CLAIM_TYPE)
                && !columns.has(Field.OBSERVED_ON)
                && (columns.has(Field.ATTEMPTED_AT)
                        || columns.has(Field.ATTEMPT_AGE) && columns.has(Field.INVOICE_DATE));
    }

    void add(FileRow row) {
        debts.computeIfAbsent(row.debt().orElse("line " + row.line()), any -> new ArrayList<>(1))
                .add(row);
    }

    /** Whether some debt has several attempts; else each row is a claim by itself. */
    boolean hasSeveral() {
        return debts.values().stream()
                .anyMatch(rows -> rows.size() > 1
                        && rows.stream()
                                        .filter(AttemptWords::isAttempt)
                                        .map(row -> Arrays.asList(row.cells()))
                                        .distinct()
                                        .count()
                                > 1);
    }

    Collection<List<FileRow>> debts() {
        return debts.values();
    }

    /** Makes one case of the rows of a debt, or says of each why not. */
    void read(List<FileRow> rows) {
        List<Attempt> attempts = attempts(rows);
        LocalDate day = day(attempts);
        Attempts known = Attempts.by(day, attempts);
        attempts.stream()
                .filter(each -> !Attempts.isKnown(each, day))
                .forEach(each -> builder.refuse(
                        each.row(),
                        NotScored.aside(
                                "dated after the day looked at", each.day().toString())));
        Optional<Attempt> last = known.lastFailure();
        if (last.isEmpty()) {
            known.known().forEach(each -> notFailed(each.row()));
            return;
        }
        FileRow row = last.get().row();
        try {
            Case found = builder.of(row, known);
            builder.keep(found.with(known.known().stream()
                    .map(each -> each.row().line())
                    .sorted()
                    .toList()));
            known.known().stream()
                    .map(Attempt::row)
                    .filter(each -> each != row)
                    .forEach(each -> builder.refuse(each, NotScored.joined(found.id(), row.line())));
        } catch (NotScored why) {
            known.known().forEach(each -> {
                if (each.failure()) {
                    builder.refuse(each.row(), why);
                } else {
                    notFailed(each.row());
                }
            });
        }
    }

    private void notFailed(FileRow row) {
        builder.refuse(row, AttemptWords.notFailed(row.text(Field.RESULT_STATUS)));
    }

    /** The attempts among the rows; the others are refused. */
    private List<Attempt> attempts(List<FileRow> rows) {
        List<Attempt> attempts = new ArrayList<>(rows.size());
        Map<List<String>, Integer> lines = new HashMap<>();
        for (FileRow row : rows) {
            try {
                Integer before = lines.putIfAbsent(Arrays.asList(row.cells()), row.line());
                if (before != null) {
                    throw NotScored.aside("the same attempt is in a line above", "line " + before);
                }
                attempts.add(builder.facts().attempt(row, rows.size() > 1));
            } catch (NotScored why) {
                builder.refuse(row, why);
            }
        }
        return withoutContradictions(attempts);
    }

    /** Rows that contradict each other do not say what is open; a run quarantines them too. */
    private List<Attempt> withoutContradictions(List<Attempt> attempts) {
        Map<String, Long> ids = attempts.stream()
                .filter(each -> each.id() != null)
                .collect(Collectors.groupingBy(Attempt::id, Collectors.counting()));
        TreeSet<String> currencies = attempts.stream()
                .map(each -> builder.facts().currencyText(each.row()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Attempt> kept = new ArrayList<>(attempts.size());
        for (Attempt each : attempts) {
            if (currencies.size() > 1) {
                builder.refuse(
                        each.row(),
                        NotScored.wrong(
                                "attempts on one debt in several currencies: what is open is unknown",
                                String.join(", ", currencies)));
            } else if (each.id() != null && ids.get(each.id()) > 1) {
                builder.refuse(
                        each.row(),
                        NotScored.wrong("another row has the same attempt id and says otherwise", each.id()));
            } else {
                kept.add(each);
            }
        }
        return kept;
    }

    /** Where the file says what happened afterwards, a claim is looked at on the day of its last failure. */
    private LocalDate day(List<Attempt> attempts) {
        if (!columns.has(Field.LABEL)) {
            return rules.asOf().orElse(null);
        }
        return Attempts.by(null, attempts)
                .lastFailure()
                .map(Attempt::day)
                .orElse(rules.asOf().orElse(null));
    }
}
