package io.arrears.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.arrears.testing.TestSpark;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.junit.jupiter.api.Test;

class InlinedQueriesTest {

    /** A part used twice, and once in a subquery. */
    private static final String QUERY = """
            with amounts as (select col1 as id, col2 as amount from values (1, 10), (2, 20)),
            largest as (select max(amount) as amount from amounts)
            select amounts.id, largest.amount from amounts inner join largest on amounts.amount = largest.amount
            where exists (select 1 from amounts as others where others.amount < amounts.amount)""";

    private final SparkSession session = TestSpark.session();
    private final Rule<LogicalPlan> rule = rule();

    private Rule<LogicalPlan> rule() {
        SparkSessionExtensions extensions = new SparkSessionExtensions();
        new InlinedQueries().apply(extensions);
        return extensions.buildPostHocResolutionRules(session).head();
    }

    @Test
    void thePartsStandInTheirPlacesAndTheColumnsStayTheSame() {
        LogicalPlan analysed = assertInstanceOf(
                WithCTE.class, session.sql(QUERY).queryExecution().analyzed());
        LogicalPlan inlined = rule.apply(analysed);
        assertFalse(inlined.toString().contains("CTE"), inlined::toString);
        assertEquals(analysed.output(), inlined.output());
    }

    /** As Spark gives a subquery to its rules: with names of parts that stand elsewhere. */
    @Test
    void aPieceOfAQueryIsLeftAlone() {
        LogicalPlan piece = ((WithCTE) session.sql(QUERY).queryExecution().analyzed()).plan();
        assertSame(piece, rule.apply(piece));
    }
}
