package io.arrears.desk.file;

import io.arrears.desk.Refused;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads a file into cases to score; each row becomes a case, a part of one, or a refusal. */
public final class RowReader {

    private final RowRules rules;
    private final Columns columns;
    private final CaseBuilder builder;
    private int rows;
    private boolean joins;

    /** @param sets the features of each task's model, none where base rates score */
    public RowReader(RowRules rules, Columns columns, Map<ModelTask, FeatureSet> sets) {
        this.rules = rules;
        this.columns = columns;
        this.builder = new CaseBuilder(rules, columns, sets);
    }

    /** @throws Refused when there are more rows than allowed, or amounts that can be read in two ways */
    public void read(CsvText text) {
        boolean mayJoin = AttemptFile.mayBe(rules.kind(), columns);
        AttemptFile attempts = new AttemptFile(builder, rules, columns);
        FileStyles styles = new FileStyles(text, columns);
        while (text.next()) {
            if (++rows > rules.mostRows()) {
                throw new Refused(
                        413,
                        "The file has more than " + rules.mostRows()
                                + " rows (desk.max-rows): split it, or raise the limit.");
            }
            if (text.problem() != null) {
                builder.refusals()
                        .add(new Refusal(
                                text.line(), Refusal.Kind.WRONG, "the row cannot be read", text.problem(), text.raw()));
                continue;
            }
            FileRow row =
                    new FileRow(text.line(), styles.settled(text.cells()), text.raw(), columns, builder.unreadable());
            if (mayJoin) {
                attempts.add(row);
            } else {
                readAlone(row);
            }
        }
        joins = mayJoin && attempts.hasSeveral();
        if (joins) {
            builder.place(true);
            attempts.debts().forEach(attempts::read);
        } else {
            attempts.debts().stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingInt(FileRow::line))
                    .forEach(this::readAlone);
        }
        builder.refusals().sort(Comparator.comparingInt(Refusal::line));
    }

    private void readAlone(FileRow row) {
        try {
            builder.keep(builder.of(row, null));
        } catch (NotScored why) {
            builder.refuse(row, why);
        }
    }

    /** Rows read, those that cannot be read among them. */
    public int rows() {
        return rows;
    }

    /** Whether some claims are several rows of the file. */
    public boolean joins() {
        return joins;
    }

    public List<Case> cases() {
        return builder.cases();
    }

    /** By line. */
    public List<Refusal> refusals() {
        return builder.refusals();
    }

    /** Where each model finds its features; none where base rates score. */
    public Map<ModelTask, FeatureColumns> features() {
        return builder.features();
    }

    public UnreadableValues unreadable() {
        return builder.unreadable();
    }
}
