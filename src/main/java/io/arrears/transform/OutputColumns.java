package io.arrears.transform;

import io.arrears.lake.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStarExceptOrReplace;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.Option;
import scala.Tuple3;
import scala.collection.Iterable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The columns that the query of a {@code .sql} file gives, found by Spark's parser: no session and no data are needed.
 * {@code *}, {@code x.*} and {@code * except (a, b)} stand for the columns of what they are taken from: a query of the
 * same file, or the file of a table or view.
 */
public final class OutputColumns {

    private final String resource;
    private final Function<String, SqlFile> files;

    private OutputColumns(String resource, Function<String, SqlFile> files) {
        this.resource = resource;
        this.files = files;
    }

    /**
     * The names of the outermost select, in their order.
     *
     * @throws IllegalArgumentException when a column has no name in the text, or a star none that can be found
     */
    public static List<String> of(SqlFile file) {
        return of(file, name -> Table.named(name).map(SqlFile::of).orElseGet(() -> SqlViews.of(name)));
    }

    /** @param files the file of a table or view by its name */
    public static List<String> of(SqlFile file, Function<String, SqlFile> files) {
        return new OutputColumns(file.resource(), files).columns(file.parsed(), Map.of());
    }

    /** @param queries the plans of the text's own queries that can be named here, with the queries each can name */
    private List<String> columns(LogicalPlan plan, Map<String, Query> queries) {
        if (plan instanceof Project project) {
            return columns(project.projectList(), project.child(), queries);
        }
        if (plan instanceof Aggregate aggregate) {
            return columns(aggregate.aggregateExpressions(), aggregate.child(), queries);
        }
        if (plan instanceof UnresolvedWith with) {
            Map<String, Query> known = new HashMap<>(queries);
            for (Tuple3<String, SubqueryAlias, Option<Object>> query : list(with.cteRelations())) {
                known.put(lower(query._1()), new Query(query._2(), Map.copyOf(known)));
            }
            return columns(with.child(), known);
        }
        if (plan instanceof UnresolvedRelation relation) {
            String name = lower(relation.multipartIdentifier().last());
            Query query = queries.get(name);
            return query == null ? of(files.apply(name), files) : columns(query.plan(), query.queries());
        }
        if (plan instanceof Join join) {
            return Stream.concat(columns(join.left(), queries).stream(), columns(join.right(), queries).stream())
                    .toList();
        }
        if (plan.children().isEmpty()) {
            throw new IllegalArgumentException(resource + ": no columns can be found of " + plan.nodeName()
                    + ": name the columns, or take them from a query, a table or a view");
        }
        return columns(plan.children().head(), queries);
    }

    private List<String> columns(Iterable<NamedExpression> selected, LogicalPlan from, Map<String, Query> queries) {
        List<String> names = new ArrayList<>();
        for (NamedExpression column : CollectionConverters.asJava(selected)) {
            if (column instanceof Alias alias) {
                names.add(alias.name());
            } else if (column instanceof UnresolvedAttribute attribute) {
                names.add(attribute.nameParts().last());
            } else if (column instanceof UnresolvedStar star) {
                names.addAll(all(star.target(), from, queries));
            } else if (column instanceof UnresolvedStarExceptOrReplace star
                    && star.replacements().isEmpty()) {
                List<String> all = new ArrayList<>(all(star.target(), from, queries));
                for (Seq<String> except : list(star.excepts())) {
                    if (!all.remove(lower(except.last()))) {
                        throw new IllegalArgumentException(
                                resource + ": except (" + except.last() + "): expected one of " + all);
                    }
                }
                names.addAll(all);
            } else {
                throw new IllegalArgumentException(
                        resource + ": expected a name for each column, found '" + column + "'");
            }
        }
        return names;
    }

    private List<String> all(Option<Seq<String>> target, LogicalPlan from, Map<String, Query> queries) {
        if (target.isEmpty()) {
            return columns(from, queries);
        }
        String name = lower(target.get().last());
        return columns(
                named(name, from)
                        .orElseThrow(() -> new IllegalArgumentException(
                                resource + ": " + name + ".*: expected the name of a table or query after 'from'")),
                queries);
    }

    /** What the text calls so after {@code from}. */
    private static Optional<LogicalPlan> named(String name, LogicalPlan plan) {
        if (plan instanceof SubqueryAlias alias) {
            return lower(alias.alias()).equals(name) ? Optional.of(plan) : Optional.empty();
        }
        if (plan instanceof UnresolvedRelation relation) {
            return lower(relation.multipartIdentifier().last()).equals(name) ? Optional.of(plan) : Optional.empty();
        }
        return list(plan.children()).stream()
                .flatMap(child -> named(name, child).stream())
                .findFirst();
    }

    private static <A> List<A> list(Seq<A> values) {
        return CollectionConverters.asJava(values);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A query that the text names in its {@code with}, and the queries before it. */
    private record Query(LogicalPlan plan, Map<String, Query> queries) {}
}
