package io.arrears.lineage;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * Puts the parts of a query with {@code with} in their places as soon as Spark has analysed it, as Spark's optimiser
 * does later. Spark never optimises the query of a write. So a listener to that query sees where each column comes from
 * only with this rule. OpenLineage needs it, see conf/openlineage-options.
 */
public final class InlinedQueries implements Function1<SparkSessionExtensions, BoxedUnit> {

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectPostHocResolutionRule(session -> new Inline());
        return BoxedUnit.UNIT;
    }

    private static final class Inline extends Rule<LogicalPlan> {

        private final InlineCTE inline = new InlineCTE(false, false);

        /** A subquery is analysed by itself and names parts that only the whole query has: the whole comes later. */
        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return plan instanceof WithCTE && plan.resolved() ? inline.apply(plan) : plan;
        }
    }
}
