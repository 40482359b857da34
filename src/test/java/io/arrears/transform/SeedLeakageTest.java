package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.SampleLedger;
import io.arrears.testing.StagedValues;
import org.junit.jupiter.api.Test;

/** The known answers of the sample ledger, where the data is present. */
class SeedLeakageTest {

    @Test
    void everyKnownFigureAtTheEndOf2025IsExact() {
        StagedValues rows = SampleLedger.books("2025-12-31");
        assertEquals(
                "847898.10|768255.16|79642.94|0.0939|77893.38|21|150\n",
                rows.rows(
                        "select invoiced_amount, paid_amount, outstanding_amount, round(outstanding_rate, 4), refund_amount, "
                                + "open_invoices, invoices from mart_kpis"));
        assertEquals(
                "61-90 Days|8515.17|1\n90+ Days|71127.77|20\n",
                rows.rows("select ageing_bucket, sum(outstanding_amount), sum(invoices) from mart_ageing "
                        + "where outstanding_amount > 0 group by 1, ageing_sort order by ageing_sort"));
        assertEquals(
                "East|16219.95\nNorth|7708.39\nSouth|32219.24\nWest|23495.36\n",
                rows.rows("select region, sum(outstanding_amount) from mart_ageing where outstanding_amount > 0 "
                        + "group by region order by region"));
        assertEquals("0.896|0.112\n", rows.rows("select round(top_10_share, 3), round(hhi, 3) from mart_kpis"));
        assertEquals(
                "22|9|7|3133.25\n",
                rows.rows("select sum(refunds), count_if(over_80), count_if(over_100), "
                        + "sum(if(over_100, excess_amount, 0)) from mart_refund_anomalies"));
        assertReconciled(rows);
    }

    @Test
    void aPaymentOfDecemberHasNotHappenedInNovember() {
        StagedValues rows = SampleLedger.books("2025-11-22");
        assertEquals(
                "767518.05|80380.05|22\n",
                rows.rows("select paid_amount, outstanding_amount, open_invoices from mart_kpis"));
        assertEquals(
                "Not Due|737.11|1\n31-60 Days|8515.17|1\n61-90 Days|6589.18|1\n90+ Days|64538.59|19\n",
                rows.rows("select ageing_bucket, sum(outstanding_amount), sum(invoices) from mart_ageing "
                        + "where outstanding_amount > 0 group by 1, ageing_sort order by ageing_sort"));
        assertEquals("24232.47\n", rows.rows("select sum(outstanding_amount) from mart_ageing where region = 'West'"));
        assertReconciled(rows);
    }

    private static void assertReconciled(StagedValues rows) {
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
        assertEquals(
                "1|1\n2|4\n3|2\n4|1\n5|7\n7|5\n",
                rows.rows("select identity, count(*) from mart_reconciliation group by identity order by identity"));
    }
}
