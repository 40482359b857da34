package io.arrears.terms;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** How amounts are divided, as SQL functions. Each calls the Java method that states the rule. */
@SuppressWarnings("serial") // As Term.
public final class MoneyTerms {

    static final List<Term> ALL = List.of(new PartOf());

    private MoneyTerms() {}

    /** {@code terms.part_of(amount, from, to, whole)}: what of the amount lies between two marks of a whole. */
    public static final class PartOf extends Term {
        private static final DecimalType MONEY = DataTypes.createDecimalType(19, 4);

        PartOf() {
            super("part_of", MONEY, true, MONEY, MONEY, MONEY, MONEY);
        }

        public static Decimal invoke(Decimal amount, Decimal from, Decimal to, Decimal whole) {
            if (amount == null || from == null || to == null || whole == null) {
                return null;
            }
            return Decimal.apply(
                    Share.part(
                            amount.toJavaBigDecimal(),
                            from.toJavaBigDecimal(),
                            to.toJavaBigDecimal(),
                            whole.toJavaBigDecimal()),
                    MONEY.precision(),
                    MONEY.scale());
        }
    }
}
