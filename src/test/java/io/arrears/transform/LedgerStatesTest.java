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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The words of a billing system for the state of an invoice, as {@code ledger.states} maps them. */
@TestInstance(Lifecycle.PER_CLASS)
class LedgerStatesTest {

    @TempDir
    static Path lake;

    private TestRun run;

    @BeforeAll
    void stageAnInvoiceOfEachWord() {
        RawRows rows = new RawRows().add(SourceTable.PAYMENTS, "P1");
        for (String word : List.of(
                "void",
                "Cancelled",
                "deleted",
                "reversed",
                "Draft",
                "PENDING_APPROVAL",
                "uncollectible",
                "Written-Off",
                "on ice",
                "open",
                "Paid",
                "submitted",
                "whatever")) {
            rows.add(SourceTable.INVOICES, word, "status", word, "status_date", "2024-04-02", "amount", "10");
        }
        rows.add(SourceTable.INVOICES, "none", "status", null)
                .add(SourceTable.INVOICES, "open in dollars", "status", "open", "currency", "USD", "amount", "7");
        run = TestRun.of(
                lake,
                "2024-06-30",
                1,
                TestPostgres.settings("none", Map.of("ledger.states.draft", "[draft, pending-approval, on_ice]")));
        rows.write(run.context());
        run.stage();
    }

    @Test
    void eachWordHasTheStateOfItsList() {
        assertEquals(
                List.of(
                        "cancelled|void",
                        "deleted|void",
                        "draft|draft",
                        "null|null",
                        "on ice|draft",
                        "open|unpaid",
                        "open|unpaid",
                        "paid|paid",
                        "pending_approval|draft",
                        "reversed|void",
                        "submitted|owed",
                        "uncollectible|uncollectible",
                        "void|void",
                        "whatever|null",
                        "written-off|written_off"),
                run.rows("select status, ledger_state from stg_invoices", Table.STG_INVOICES));
        assertEquals(
                List.of("2024-04-02|13"),
                run.rows(
                        "select status_date, count(*) from stg_invoices where status_date < '2024-04-30'"
                                + " and status is not null and amount = 10 group by 1",
                        Table.STG_INVOICES));
    }

    @Test
    void onlyVoidAndDraftInvoicesLeaveTheReceivables() {
        assertEquals(
                List.of("cancelled", "deleted", "draft", "on ice", "pending_approval", "reversed", "void"),
                run.rows("select status from stg_invoices where terms.is_void(ledger_state)", Table.STG_INVOICES));
    }

    @Test
    void aStateThatGivesUpSaysSinceWhen() {
        assertEquals(
                List.of("uncollectible|2024-04-02", "written-off|2024-04-02"),
                run.rows(
                        "select status, given_up_from from stg_invoices where given_up_from is not null",
                        Table.STG_INVOICES));
    }

    @Test
    void whatEachWordDidIsWrittenDown() {
        assertEquals(
                List.of(
                        "cancelled: void, no debt|1|10.0000|OK",
                        "deleted: void, no debt|1|10.0000|OK",
                        "draft: draft, no debt yet|1|10.0000|OK",
                        "on ice: draft, no debt yet|1|10.0000|OK",
                        "open: a debt|2|17.0000|OK",
                        "paid: a debt until payments settle it|1|10.0000|OK",
                        "pending_approval: draft, no debt yet|1|10.0000|OK",
                        "reversed: void, no debt|1|10.0000|OK",
                        "submitted: a debt|1|10.0000|OK",
                        "uncollectible: uncollectible, what is open is written off from its day on|1|10.0000|OK",
                        "void: void, no debt|1|10.0000|OK",
                        "whatever: a word of no list, a debt|1|10.0000|OK",
                        "written-off: written off, what is open is written off from its day on|1|10.0000|OK"),
                run
                        .context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("check_name = 'ledger_states'")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getAs("rule") + "|" + row.getAs("rows") + "|" + row.getAs("amount") + "|"
                                + row.getAs("status"))
                        .sorted()
                        .toList());
        assertEquals(
                List.of("open EUR 1 10.0000", "open USD 1 7.0000"),
                LedgerWords.of(run.context()).stream()
                        .filter(word -> word.status().equals("open"))
                        .map(word ->
                                word.status() + " " + word.currency() + " " + word.invoices() + " " + word.amount())
                        .toList());
    }
}
