package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.LedgerWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.functions;

/** The words that staged invoices have for their state. */
public final class LedgerWords {

    private static final String CHECK = "ledger_states";

    private LedgerWords() {}

    /** Each word by currency. */
    public static List<LedgerWord> of(RunContext context) {
        return context
                .read(Table.STG_INVOICES)
                .where("status is not null")
                .groupBy("status", "ledger_state", "currency")
                .agg(
                        functions.count(functions.lit(1)).as("invoices"),
                        functions.sum("amount").as("amount"))
                .collectAsList()
                .stream()
                .map(row -> new LedgerWord(
                        row.getAs("status"),
                        row.getAs("ledger_state"),
                        row.getAs("currency"),
                        row.<Long>getAs("invoices"),
                        row.getAs("amount")))
                .toList();
    }

    /** Notes what each word did; amounts of different currencies are a control total. */
    static void note(RunContext context, Checks checks) {
        Map<String, LedgerWord> words = new LinkedHashMap<>();
        for (LedgerWord word : of(context)) {
            words.merge(word.status(), word, LedgerWord::plus);
        }
        LedgerWord.shown(List.copyOf(words.values()))
                .forEach(word -> checks.add(
                        CHECK,
                        Table.STG_INVOICES.sqlName(),
                        word.status() + ": " + word.effect(),
                        word.invoices(),
                        word.amount(),
                        Checks.Status.OK));
    }
}
