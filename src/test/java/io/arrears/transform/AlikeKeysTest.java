package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Money on an invoice id that differs in spelling only: counted once, by the first kind of difference that explains it. */
@TestInstance(Lifecycle.PER_CLASS)
class AlikeKeysTest {

    @TempDir
    static Path lake;

    private TestRun run;
    private List<String> notes;

    @BeforeAll
    void stageALedgerOfManySpellings() {
        RawRows rows = new RawRows();
        for (String id : List.of("Inv-1", "inv-42", "77", "Caf\u00e9", "A 1", "X-9")) {
            rows.add(SourceTable.INVOICES, id);
        }
        rows.add(SourceTable.INVOICES, "Yen", "currency", "JPY", "amount", "100");
        pay(rows, "exact", "Inv-1", "1");
        pay(rows, "case", "INV-1", "2");
        pay(rows, "case too", "inv-1", "3");
        pay(rows, "in yen", "YEN", "4");
        pay(rows, "zeros", "inv-0042", "5");
        pay(rows, "point zero", "77.0", "6");
        pay(rows, "unicode", "Cafe\u0301", "7");
        pay(rows, "blanks", "A1", "8");
        pay(rows, "several", "INV-0042.00", "9");
        pay(rows, "none", "Inv-2", "10");
        rows.add(SourceTable.PAYMENTS, "failed", "invoice_id", "INV-1", "amount", "11", "success_flag", "false");
        rows.add(SourceTable.PAYMENTS, "later", "invoice_id", "INV-1", "amount", "12", "payment_date", "2024-08-01");
        rows.add(SourceTable.CREDIT_NOTES, "N1", "invoice_id", "x-9", "amount", "13")
                .add(SourceTable.WRITE_OFFS, "W1", "invoice_id", "x-09", "amount", "14")
                .add(SourceTable.CHARGES, "H1", "invoice_id", "x-9", "amount", "15");
        run = TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings("none", Map.of()));
        rows.write(run.context());
        run.stage();
        Checks checks = new Checks(run.context());
        notes = SourceNotes.note("alike_keys", run.context(), checks);
        checks.write();
    }

    private static void pay(RawRows rows, String id, String invoice, String amount) {
        rows.add(SourceTable.PAYMENTS, id, "invoice_id", invoice, "amount", amount);
    }

    @Test
    void everyRowIsCountedOnceByKindAndCurrency() {
        assertEquals(
                List.of(
                        "charges|case EUR|1|15",
                        "credit_notes|case EUR|1|13",
                        "payments|blanks EUR|1|8",
                        "payments|case EUR|2|5",
                        "payments|case JPY|1|4",
                        "payments|leading_zeros EUR|1|5",
                        "payments|point_zero EUR|1|6",
                        "payments|several EUR|1|9",
                        "payments|unicode_form EUR|1|7",
                        "write_offs|several EUR|1|14"),
                run
                        .context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("check_name = 'alike_keys' and status = 'WARNED'")
                        .selectExpr("table_name", "replace(rule, 'invoice_id but for ', '')", "rows", "int(amount)")
                        .collectAsList()
                        .stream()
                        .map((Row row) -> row.mkString("|"))
                        .sorted()
                        .toList());
    }

    @Test
    void theSentenceSaysWhatAndHowMuch() {
        assertEquals(
                "payments: rows that would find their invoice if upper and lower case were ignored: 2, amount 5.00 EUR,"
                        + " such as INV-1 for Inv-1",
                notes.get(3));
        assertEquals(
                "payments: rows that would find their invoice if upper and lower case were ignored: 1, amount 4 JPY,"
                        + " such as YEN for Yen",
                notes.get(4));
        assertEquals(10, notes.size());
    }
}
