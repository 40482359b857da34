package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arrears.testing.RandomCompany;
import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same rows in any order, number of partitions, way of execution and time zone give the same ABT. */
class AbtStabilityTest {

    @Test
    void orderPartitionsExecutionAndTimeZoneChangeNothing() {
        List<String> expected = built(1, 1, true, "UTC");
        assertFalse(expected.isEmpty(), "an empty ABT proves nothing");
        assertEquals(expected, built(2, 7, false, "Asia/Kolkata"));
        assertEquals(expected, built(3, 1, true, "America/Los_Angeles"));
    }

    @Test
    @Tag("proof")
    void sixtyFourPartitionsChangeNothing() {
        List<String> expected = built(1, 1, true, "UTC");
        for (boolean adaptive : List.of(true, false)) {
            assertEquals(expected, built(4, 64, adaptive, "Pacific/Auckland"));
            assertEquals(expected, built(5, 7, adaptive, "UTC"));
        }
    }

    private static List<String> built(long shuffle, int partitions, boolean adaptive, String zone) {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            SparkSession session = AbtChecks.small(TestSpark.session());
            session.conf().set("spark.sql.adaptive.enabled", adaptive);
            session.conf().set("spark.sql.shuffle.partitions", partitions);
            session.conf().set("spark.sql.session.timeZone", zone);
            StagedRows company = RandomCompany.of(8, 60);
            company.tables().values().forEach(rows -> Collections.shuffle(rows, new Random(shuffle)));
            company.register(session);
            StagedRows.SCHEMAS.keySet().forEach(
                    table -> session.table(table).repartition(partitions).createOrReplaceTempView(table));
            return AbtSnapshot.of(AbtBuild.at(LocalDate.of(2025, 1, 31)).over(session, 0)).text("");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
