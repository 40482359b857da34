package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arrears.testing.RandomCompany;
import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows in any order, number of partitions, way of execution and time zone give the same ABT. */
class AbtStabilityTest {

    private static List<String> expected;

    @BeforeAll
    static void buildsInOnePiece() {
        expected = built(1, 1, true, false, "UTC", "UTC");
        assertFalse(expected.isEmpty(), "an empty ABT proves nothing");
    }

    @Test
    void orderPartitionsExecutionAndTimeZonesChangeNothing() {
        assertEquals(expected, built(2, 7, false, false, "Asia/Kolkata", "America/Los_Angeles"));
        assertEquals(expected, built(3, 1, true, true, "America/Los_Angeles", "Asia/Kolkata"));
    }

    @Tag("proof")
    @ParameterizedTest(name = "{0} partitions, adaptive {1}, machine in {2}, session in {3}")
    @MethodSource("ways")
    void noWayOfExecutionChangesAnything(int partitions, boolean adaptive, String machine, String session) {
        assertEquals(expected, built(partitions, partitions, adaptive, !adaptive, machine, session));
    }

    static List<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (int partitions : List.of(1, 7, 64)) {
            for (boolean adaptive : List.of(true, false)) {
                ways.add(Arguments.of(partitions, adaptive, "UTC", "UTC"));
                ways.add(Arguments.of(partitions, adaptive, "Asia/Kolkata", "America/Los_Angeles"));
                ways.add(Arguments.of(partitions, adaptive, "Pacific/Auckland", "UTC"));
            }
        }
        return ways;
    }

    private static List<String> built(
            long shuffle, int partitions, boolean adaptive, boolean generated, String machine, String zone) {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(machine));
            SparkSession session = generated ? TestSpark.session() : TestSpark.small();
            session.conf().set("spark.sql.adaptive.enabled", adaptive);
            session.conf().set("spark.sql.shuffle.partitions", partitions);
            session.conf().set("spark.sql.session.timeZone", zone);
            StagedRows company = RandomCompany.of(8, 60);
            company.tables().values().forEach(rows -> Collections.shuffle(rows, new Random(shuffle)));
            company.register(session);
            StagedRows.TABLES.forEach(
                    table -> session.table(table).repartition(partitions).createOrReplaceTempView(table));
            return AbtSnapshot.of(AbtBuild.at(LocalDate.of(2025, 1, 31)).over(session))
                    .text("");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
