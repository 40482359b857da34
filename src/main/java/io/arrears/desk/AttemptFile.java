package io.arrears.desk;

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
 * A file with one row a payment attempt: the rows of one debt (its claim, else its invoice, else its order) are one claim
 * or none, as in int_claim_spells. Its last failure describes it, and what succeeded since the first is taken off.
 */
final class AttemptFile {

    private static final String SUCCEEDED = "the payment succeeded: nothing to recover";

    private final RowReader reader;
    private final RowFacts facts;
    private final RowRules rules;
    private final Columns columns;
    private final Map<String, List<Row>> debts = new LinkedHashMap<>();

    AttemptFile(RowReader reader, RowFacts facts, RowRules rules, Columns columns) {
        this.reader = reader;
        this.facts = facts;
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

    void add(Row row) {
        debts.computeIfAbsent(row.debt().orElse("line " + row.line()), any -> new ArrayList<>(1))
                .add(row);
    }

    /** Whether some debt has several attempts; else each row is a claim by itself. */
    boolean hasSeveral() {
        return debts.values().stream()
                .anyMatch(rows -> rows.size() > 1
                        && rows.stream()
                                        .filter(AttemptFile::isAttempt)
                                        .map(row -> Arrays.asList(row.cells()))
                                        .distinct()
                                        .count()
                                > 1);
    }

    private static boolean isAttempt(Row row) {
        String type = row.text(Field.TRANSACTION_TYPE);
        return !Attempt.isRefund(type) && !Attempt.isChargeback(type);
    }

    Collection<List<Row>> debts() {
        return debts.values();
    }

    /** Makes one case of the rows of a debt, or says of each why not. */
    void read(List<Row> rows) {
        List<Attempt<Row>> attempts = attempts(rows);
        LocalDate day = day(attempts);
        Attempts<Row> known = Attempts.by(day, attempts);
        attempts.stream()
                .filter(each -> !Attempts.isKnown(each, day))
                .forEach(each -> reader.refuse(
                        each.row(),
                        NotScored.aside(
                                "dated after the day looked at", each.day().toString())));
        Optional<Attempt<Row>> last = known.lastFailure();
        if (last.isEmpty()) {
            known.known().forEach(each -> succeeded(each.row()));
            return;
        }
        Row row = last.get().row();
        try {
            Case found = reader.of(row, known);
            reader.keep(found.with(known.known().stream()
                    .map(each -> each.row().line())
                    .sorted()
                    .toList()));
            known.known().stream()
                    .map(Attempt::row)
                    .filter(each -> each != row)
                    .forEach(each -> reader.refuse(each, NotScored.joined(found.id(), row.line())));
        } catch (NotScored why) {
            known.known().forEach(each -> {
                if (each.success()) {
                    succeeded(each.row());
                } else {
                    reader.refuse(each.row(), why);
                }
            });
        }
    }

    private void succeeded(Row row) {
        reader.refuse(row, NotScored.aside(SUCCEEDED, row.text(Field.RESULT_STATUS)));
    }

    /** The attempts among the rows; the others are refused. */
    private List<Attempt<Row>> attempts(List<Row> rows) {
        List<Attempt<Row>> attempts = new ArrayList<>(rows.size());
        Map<List<String>, Integer> lines = new HashMap<>();
        for (Row row : rows) {
            try {
                Integer before = lines.putIfAbsent(Arrays.asList(row.cells()), row.line());
                if (before != null) {
                    throw NotScored.aside("the same attempt stands above", "line " + before);
                }
                attempts.add(facts.attempt(row, rows.size() > 1));
            } catch (NotScored why) {
                reader.refuse(row, why);
            }
        }
        return withoutContradictions(attempts);
    }

    /** Where rows contradict each other nobody can say what is open, as in the quarantine of a run. */
    private List<Attempt<Row>> withoutContradictions(List<Attempt<Row>> attempts) {
        Map<String, Long> ids = attempts.stream()
                .filter(each -> each.id() != null)
                .collect(Collectors.groupingBy(Attempt::id, Collectors.counting()));
        TreeSet<String> currencies = attempts.stream()
                .map(each -> facts.currencyText(each.row()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Attempt<Row>> kept = new ArrayList<>(attempts.size());
        for (Attempt<Row> each : attempts) {
            if (currencies.size() > 1) {
                reader.refuse(
                        each.row(),
                        NotScored.wrong(
                                "attempts on one debt in several currencies: what is open cannot be told",
                                String.join(", ", currencies)));
            } else if (each.id() != null && ids.get(each.id()) > 1) {
                reader.refuse(
                        each.row(),
                        NotScored.wrong("another row has the same attempt id and says otherwise", each.id()));
            } else {
                kept.add(each);
            }
        }
        return kept;
    }

    /** Where the file tells what happened afterwards, a claim is looked at on the day of its last failure. */
    private LocalDate day(List<Attempt<Row>> attempts) {
        if (!columns.has(Field.LABEL)) {
            return rules.asOf().orElse(null);
        }
        return Attempts.by(null, attempts)
                .lastFailure()
                .map(Attempt::day)
                .orElse(rules.asOf().orElse(null));
    }
}
