package io.arrears.transform;

import java.util.List;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.jdk.javaapi.CollectionConverters;

/** The columns that the query of a {@code .sql} file gives, found by Spark's parser: no session and no data are needed. */
public final class OutputColumns {

    private OutputColumns() {}

    /**
     * The names of the outermost select, in their order.
     *
     * @throws IllegalArgumentException when a column has no name in the text, as with {@code select *}
     */
    public static List<String> of(SqlFile file) {
        LogicalPlan plan = file.parsed();
        while (true) {
            if (plan instanceof Project project) {
                return names(file, project.projectList());
            }
            if (plan instanceof Aggregate aggregate) {
                return names(file, aggregate.aggregateExpressions());
            }
            plan = plan.children().head();
        }
    }

    private static List<String> names(SqlFile file, scala.collection.Iterable<NamedExpression> columns) {
        return CollectionConverters.asJava(columns.toSeq()).stream()
                .map(column -> name(file, column))
                .toList();
    }

    private static String name(SqlFile file, NamedExpression column) {
        if (column instanceof Alias alias) {
            return alias.name();
        }
        if (column instanceof UnresolvedAttribute attribute) {
            return attribute.nameParts().last();
        }
        throw new IllegalArgumentException(
                file.resource() + ": expected a name for each column, found '" + column + "'");
    }
}
