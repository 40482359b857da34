package io.arrears.terms;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A Java method that SQL calls by its name. Spark's generated code calls the method {@code public static … invoke} of
 * the subclass, which must therefore be public. A null text reaches the method; where a number or a flag is null the
 * result is null, and nothing is called.
 */
@SuppressWarnings("serial") // It never outlives the session that it is registered with.
abstract class Term implements UnboundFunction, ScalarFunction<Object> {

    private final String name;
    private final DataType result;
    private final boolean isNullable;
    private final DataType[] arguments;

    /** @param isNullable whether {@code invoke} may return null; if so, it returns an object */
    Term(String name, DataType result, boolean isNullable, DataType... arguments) {
        this.name = name;
        this.result = result;
        this.isNullable = isNullable;
        this.arguments = arguments;
    }

    @Override
    public BoundFunction bind(StructType given) {
        return this;
    }

    @Override
    public String description() {
        return "terms." + name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String canonicalName() {
        return description();
    }

    @Override
    public DataType[] inputTypes() {
        return arguments.clone();
    }

    @Override
    public DataType resultType() {
        return result;
    }

    @Override
    public boolean isResultNullable() {
        return isNullable;
    }
}
