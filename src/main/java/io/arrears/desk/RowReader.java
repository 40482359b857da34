package io.arrears.desk;

import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns rows of text into cases to score; each row becomes a case, a part of one, or a refusal. */
final class RowReader {

    private final RowRules rules;
    private final Columns columns;
    private final Map<ModelTask, FeatureSet> sets;
    private final RowFacts facts;
    private final Map<ModelTask, FeatureColumns> features = new EnumMap<>(ModelTask.class);
    private final Map<Integer, FeatureColumns.Unreadable> unreadable = new TreeMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    final List<Case> cases = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    int rows;
    /** Whether some claims are several rows of the file. */
    boolean joins;

    /** @param sets the features of each task's model, none where base rates score */
    RowReader(RowRules rules, Columns columns, Map<ModelTask, FeatureSet> sets) {
        this.rules = rules;
        this.columns = columns;
        this.sets = sets;
        this.facts = new RowFacts(rules, columns);
    }

    Map<Integer, FeatureColumns.Unreadable> unreadable() {
        return unreadable;
    }

    Map<ModelTask, FeatureColumns> features() {
        return features;
    }

    /** @throws Refused when there are more rows than allowed */
    void read(Records records) {
        boolean mayJoin = AttemptFile.mayBe(rules.kind(), columns);
        AttemptFile attempts = new AttemptFile(this, facts, rules, columns);
        place(false);
        while (records.next()) {
            if (++rows > rules.mostRows()) {
                throw new Refused(
                        413,
                        "The file has more than " + rules.mostRows()
                                + " rows (desk.max-rows): split it, or raise the limit.");
            }
            if (records.problem() != null) {
                refusals.add(new Refusal(
                        records.line(),
                        Refusal.Kind.WRONG,
                        "the row cannot be read",
                        records.problem(),
                        records.raw()));
                continue;
            }
            Row row = new Row(records.line(), records.cells(), records.raw(), columns, unreadable);
            if (mayJoin) {
                attempts.add(row);
            } else {
                readAlone(row);
            }
        }
        joins = mayJoin && attempts.hasSeveral();
        if (joins) {
            place(true);
            attempts.debts().forEach(attempts::read);
        } else {
            attempts.debts().stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingInt(Row::line))
                    .forEach(this::readAlone);
        }
        refusals.sort(Comparator.comparingInt(Refusal::line));
    }

    private void place(boolean counted) {
        sets.forEach((task, set) ->
                features.put(task, new FeatureColumns(set, columns, rules.trustFinalRetries(), counted, unreadable)));
    }

    private void readAlone(Row row) {
        try {
            keep(of(row, null));
        } catch (NotScored why) {
            refuse(row, why);
        }
    }

    void keep(Case found) {
        cases.add(found);
    }

    void refuse(Row row, NotScored why) {
        refusals.add(why.of(row));
    }

    /** @param attempts on the debt as far as the file has them, null where the row is the claim itself */
    Case of(Row row, Attempts<Row> attempts) throws NotScored {
        String id = row.first(Field.CLAIM_ID, Field.INVOICE_ID, Field.ORDER_ID, Field.ATTEMPT_ID);
        if (id == null) {
            throw NotScored.wrong("nothing names the row", "");
        }
        Facts found = facts.of(row, attempts);
        BigDecimal asked = facts.asked(row, found);
        ModelTask task = facts.task(row, found);
        Integer before = lines.putIfAbsent(row.debt().orElse(id), row.line());
        if (before != null) {
            throw NotScored.aside(
                    "the same " + (rules.kind() == Kind.CLAIMS ? "claim" : "invoice") + " stands above",
                    "line " + before);
        }
        return built(row, id, task, facts.currency(row), asked, found);
    }

    private Case built(Row row, String id, ModelTask task, String currency, BigDecimal asked, Facts facts) {
        FeatureColumns own = features.get(task);
        boolean settled = task == ModelTask.DEFAULT && facts.late() >= rules.horizonDays();
        return new Case(
                row.line(),
                List.of(),
                id,
                task,
                same(row.first(Field.CUSTOMER_NAME, Field.CUSTOMER_ID)),
                same(currency),
                asked,
                facts.observedOn(),
                facts.late(),
                facts.ageingBucket(),
                same(row.text(Field.REGION)),
                same(row.text(Field.SEGMENT)),
                settled ? null : RowFacts.outcome(row),
                settled,
                own == null ? null : own.numbers(row.cells(), facts, row.line()),
                own == null ? null : own.texts(row.cells(), facts, currency));
    }

    /** One string for equal values: a file repeats its customers, regions and currencies. */
    private String same(String text) {
        return text == null ? null : shared.computeIfAbsent(text, found -> found);
    }
}
