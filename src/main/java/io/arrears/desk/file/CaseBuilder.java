package io.arrears.desk.file;

import io.arrears.desk.Kind;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the cases of one file, and collects them and the rows that became none. */
final class CaseBuilder {

    private final RowRules rules;
    private final Columns columns;
    private final Map<ModelTask, FeatureSet> sets;
    private final RowFacts facts;
    private final UnreadableValues unreadable;
    private final Map<ModelTask, FeatureColumns> features = new EnumMap<>(ModelTask.class);
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    /** @param sets the features of each task's model, none where base rates score */
    CaseBuilder(RowRules rules, Columns columns, Map<ModelTask, FeatureSet> sets) {
        this.rules = rules;
        this.columns = columns;
        this.sets = sets;
        this.facts = new RowFacts(rules, columns);
        this.unreadable = new UnreadableValues(columns);
        place(false);
    }

    RowFacts facts() {
        return facts;
    }

    UnreadableValues unreadable() {
        return unreadable;
    }

    Map<ModelTask, FeatureColumns> features() {
        return features;
    }

    List<Case> cases() {
        return cases;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** @param counted whether attempts are counted from the rows, whatever the columns say */
    void place(boolean counted) {
        sets.forEach((task, set) ->
                features.put(task, new FeatureColumns(set, columns, rules.trustFinalRetries(), counted, unreadable)));
    }

    void keep(Case found) {
        cases.add(found);
    }

    void refuse(FileRow row, NotScored why) {
        refusals.add(why.of(row));
    }

    /** @param attempts on the debt as far as the file has them, null where the row is the claim itself */
    Case of(FileRow row, Attempts attempts) throws NotScored {
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
                    "the same " + (rules.kind() == Kind.CLAIMS ? "claim" : "invoice") + " is in a line above",
                    "line " + before);
        }
        String currency = facts.currency(row);
        FeatureColumns own = features.get(task);
        boolean settled = task == ModelTask.DEFAULT && found.late() >= rules.horizonDays();
        return new Case(
                row.line(),
                List.of(),
                id,
                task,
                same(row.first(Field.CUSTOMER_NAME, Field.CUSTOMER_ID)),
                same(currency),
                asked,
                found.observedOn(),
                found.late(),
                Case.Age.of(found.late(), rules.ageing()),
                same(row.text(Field.REGION)),
                same(row.text(Field.SEGMENT)),
                settled ? null : RowFacts.outcome(row),
                settled,
                own == null ? null : own.numbers(row.cells(), found, row.line()),
                own == null ? null : own.texts(row.cells(), found, currency),
                new Case.Owed(
                        same(row.first(Field.CUSTOMER_ID, Field.CUSTOMER_NAME)),
                        row.text(Field.INVOICE_ID),
                        null,
                        null));
    }

    /** One string for equal values: a file repeats its customers, regions and currencies. */
    private String same(String text) {
        return text == null ? null : shared.computeIfAbsent(text, any -> any);
    }
}
