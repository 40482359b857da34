package io.arrears.testing;

import io.arrears.transform.SqlFile;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.types.DecimalType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How many digits Spark keeps of a product or a quotient of decimals follows from the types of both sides, 38 digits in
 * all; PostgreSQL keeps as many as come out. Rounding each as Spark does makes both engines equal to the last digit.
 * Only this number comes from Spark's plan.
 */
final class SparkDigits {

    /** A product or quotient by its place in the text: of two that end together, the inner one first. */
    private record Place(int start, int stop) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return start != other.start ? Integer.compare(other.start, start) : Integer.compare(stop, other.stop);
        }
    }

    private SparkDigits() {}

    /** The text of the file with {@code round} around every product and quotient that Spark makes a decimal. */
    static String kept(SqlFile file, SparkSession session, Map<String, Object> parameters) {
        Map<Place, Integer> scales = new TreeMap<>();
        collect(file.on(session, parameters).queryExecution().analyzed(), file.text(), scales);
        Map<Integer, String> opened = new TreeMap<>();
        Map<Integer, String> closed = new TreeMap<>();
        scales.forEach((place, scale) -> {
            opened.merge(place.start(), "round(", String::concat);
            closed.merge(place.stop() + 1, ", " + scale + ")", String::concat);
        });
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < file.text().length(); i++) {
            text.append(closed.getOrDefault(i, ""))
                    .append(opened.getOrDefault(i, ""))
                    .append(file.text().charAt(i));
        }
        return text.append(closed.getOrDefault(file.text().length(), "")).toString();
    }

    private static void collect(LogicalPlan plan, String text, Map<Place, Integer> scales) {
        CollectionConverters.asJava(plan.expressions()).forEach(each -> collect(each, text, scales));
        CollectionConverters.asJava(plan.children()).forEach(each -> collect(each, text, scales));
    }

    private static void collect(Expression expression, String text, Map<Place, Integer> scales) {
        if ((expression instanceof Multiply || expression instanceof Divide)
                && ((BinaryArithmetic) expression).dataType() instanceof DecimalType decimal) {
            Origin origin = expression.origin();
            if (origin.sqlText().contains(text)) {
                scales.put(
                        new Place((int) origin.startIndex().get(), (int)
                                origin.stopIndex().get()),
                        decimal.scale());
            }
        }
        if (expression instanceof SubqueryExpression subquery) {
            collect(subquery.plan(), text, scales);
        }
        CollectionConverters.asJava(expression.children()).forEach(each -> collect(each, text, scales));
    }
}
