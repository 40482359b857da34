package io.arrears.terms;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Offers the terms to SQL. The setting {@code spark.sql.catalog.terms} names this class; every session then knows
 * {@code terms.ageing_bucket(days)} and the others.
 */
public final class TermsCatalog implements FunctionCatalog {

    private static final Map<String, Term> TERMS = Stream.of(
                    BusinessTerms.ALL,
                    AgeingTerms.ALL,
                    PaymentTerms.ALL,
                    MoneyTerms.ALL,
                    StagingTerms.ALL,
                    StyleTerms.ALL,
                    RetryTerms.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toMap(Term::name, Function.identity()));

    private String name;

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length > 0) {
            throw new NoSuchNamespaceException(namespace);
        }
        return TERMS.keySet().stream()
                .sorted()
                .map(each -> Identifier.of(namespace, each))
                .toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier function) throws NoSuchFunctionException {
        Term term = TERMS.get(function.name().toLowerCase(Locale.ROOT));
        if (term == null || function.namespace().length > 0) {
            throw new NoSuchFunctionException(function);
        }
        return term;
    }
}
