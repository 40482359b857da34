package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.ChangedFuture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a run publishes does not change with what it must not know: each run here starts with an empty lake. */
@Tag("proof")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PointInTimeRunTest {

    private static final String AS_OF = "2025-12-31";
    private static final String SCORES = """
            select 'invoice', invoice_id, default_prob, expected_loss, reason_1, reason_2, reason_3, model_version
            from mart.mart_invoice_risk where as_of_date = date '2025-12-31'
            union all
            select claim_type, claim_id, p_recover_30d, ev_recovered, reason_1, reason_2, reason_3, model_version
            from mart.mart_recovery_worklist where as_of_date = date '2025-12-31'
            order by 1, 2""";

    @TempDir
    static Path folder;

    private static GeneratedCompany company;
    private static List<String> marts;
    private static List<String> scores;

    @BeforeAll
    static void runs() throws IOException, SQLException {
        io.arrears.testing.TestSpark.session();
        company = GeneratedCompany.of(folder, 5000, 11);
        company.command("run", "--as-of", AS_OF);
        marts = company.marts();
        scores = company.ask(SCORES);
        assertTrue(scores.stream().filter(row -> row.contains("|0.")).count() > 100, "hardly any scores");
    }

    /** A run of a lake of its own, which knows nothing of the other; its marts take the place of those that are there. */
    private static void runInto(String lake) {
        company.command(
                "run",
                "--as-of",
                AS_OF,
                "-D",
                "lake.root=" + folder.resolve(lake),
                "-D",
                "publish.postgres.take-over=true");
    }

    @Test
    @Order(1)
    void aThousandChangesOfTheFutureChangeNoMart() throws SQLException {
        ChangedFuture future = ChangedFuture.of(AS_OF);
        assertEquals(List.of(), future.shortage(company.ask(future.query())));
        runInto("changed");
        assertEquals(marts, company.marts());
    }

    /** After the other: the findings of the poisoned company differ, as they should. */
    @Test
    @Order(2)
    void mutableColumnsFullOfGarbageChangeNoScore() throws SQLException {
        company.ask("""
                with invoices as (update invoices set amount_paid = invoice_id % 1000, paid_date = date '2019-01-01'
                        + (invoice_id % 3000)::int, status = case when status in ('void', 'voided') then status else 'whatever' end
                        returning 1),
                    attempts as (update transactions set retries = attempt_id % 77, payment_date = date '2019-01-01'
                        + (attempt_id % 3000)::int returning 1)
                select (select count(*) from invoices), (select count(*) from attempts)""");
        runInto("poisoned");
        assertEquals(scores, company.ask(SCORES));
    }
}
