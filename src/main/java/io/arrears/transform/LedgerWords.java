package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.InvoiceState;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.functions;

/** The words that invoices have for their state, and what {@code ledger.states} makes of each. */
public final class LedgerWords {

    private static final int MOST = 50;

    /**
     * One word in one currency.
     *
     * @param state what it stands for, null where it is in no list
     * @param amount of the invoices, in their currency
     */
    public record Word(String status, String state, String currency, long invoices, BigDecimal amount) {

        /** Both together, for a control total. */
        Word plus(Word other) {
            return new Word(status, state, null, invoices + other.invoices, amount.add(other.amount));
        }

        /** What the word does to the debt. */
        public String effect() {
            String effect = InvoiceState.isVoid(state) ? "no debt" : "a debt";
            return state == null ? effect : state + ", " + effect;
        }
    }

    private LedgerWords() {}

    /** The words of the staged invoices, at most fifty: those of a list first, then by their invoices. */
    public static List<Word> of(RunContext context) {
        return context
                .read(Table.STG_INVOICES)
                .where("status is not null")
                .groupBy("status", "ledger_state", "currency")
                .agg(
                        functions.count(functions.lit(1)).as("invoices"),
                        functions.sum("amount").as("amount"))
                .orderBy(
                        functions.col("ledger_state").isNull(),
                        functions.col("invoices").desc(),
                        functions.col("status"),
                        functions.col("currency"))
                .limit(MOST)
                .collectAsList()
                .stream()
                .map(row -> new Word(
                        row.getAs("status"),
                        row.getAs("ledger_state"),
                        row.getAs("currency"),
                        row.<Long>getAs("invoices"),
                        row.getAs("amount")))
                .toList();
    }
}
