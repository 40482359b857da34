package io.arrears.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a query names, as Spark's own parser reads it: its parameters, and the tables and views it reads, in lower case.
 * The queries of its own {@code with} are not among them. Needs no session.
 */
record SqlNames(Set<String> parameters, Set<String> tables) {

    /**
     * Parses the text.
     *
     * @throws IllegalArgumentException when it is no SQL that Spark reads; the message names the resource and the place
     */
    static LogicalPlan parsed(String resource, String text) {
        try {
            return new CatalystSqlParser().parsePlan(text);
        } catch (Exception e) {
            throw new IllegalArgumentException(resource + ": no query that Spark can read: " + e.getMessage(), e);
        }
    }

    static SqlNames of(LogicalPlan plan) {
        SqlNames names = new SqlNames(new TreeSet<>(), new TreeSet<>());
        names.addFrom(plan, Set.of());
        return names;
    }

    /** @param queries names that mean a query of the text here, and no table */
    private void addFrom(LogicalPlan plan, Set<String> queries) {
        Set<String> known = new HashSet<>(queries);
        if (plan instanceof UnresolvedWith with) {
            // A query sees those before it: the first int_orders in "with int_orders as (… from int_orders)" is the
            // table.
            for (Tuple3<String, SubqueryAlias, Option<Object>> query : list(with.cteRelations())) {
                addFrom(query._2(), known);
                known.add(lower(query._1()));
            }
        } else if (plan instanceof UnresolvedRelation relation) {
            String name = lower(String.join(".", list(relation.multipartIdentifier())));
            if (!known.contains(name)) {
                tables.add(name);
            }
        } else if (plan instanceof WithWindowDefinition windows) {
            CollectionConverters.asJava(windows.windowDefinitions()).values().forEach(window -> addFrom(window, known));
        }
        list(plan.expressions()).forEach(expression -> addFrom(expression, known));
        list(plan.children()).forEach(child -> addFrom(child, known));
    }

    private void addFrom(Expression expression, Set<String> queries) {
        if (expression instanceof NamedParameter parameter) {
            parameters.add(parameter.name());
        } else if (expression instanceof SubqueryExpression subquery) {
            addFrom(subquery.plan(), queries);
        }
        list(expression.children()).forEach(child -> addFrom(child, queries));
    }

    private static <A> List<A> list(Seq<A> values) {
        return CollectionConverters.asJava(values);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
