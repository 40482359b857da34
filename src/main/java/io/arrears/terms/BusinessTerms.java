package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The business rules as SQL functions. Each calls the Java method that states the rule. */
@SuppressWarnings("serial") // As Term.
public final class BusinessTerms {

    private static final UTF8String[] STAGES = bytes(FunnelStage.STAGES);
    private static final UTF8String[] SIZES = bytes(ClaimSize.BANDS);

    static final List<Term> ALL = List.of(
            new Product(),
            new CapacityPart(),
            new FunnelStageOf(),
            new FunnelSort(),
            new ClaimSizeOf(),
            new LeakClass.OfType(),
            new Decision.Of(),
            new Decision.IsDismissed(),
            new RiskBucket.Of(),
            new RiskBucket.Sort(),
            new IsVoid(),
            new IsGivenUp(),
            new IsCancelled(),
            new Counted(),
            new BetaBinomialMean(),
            new BetaBinomialSpread(),
            new BetaBinomialTail());

    private BusinessTerms() {}

    static UTF8String[] bytes(List<String> names) {
        return names.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    }

    /** The place of a name counted from 1; 0 where it is none of the names, null where it is null. */
    static Integer sort(UTF8String[] names, UTF8String name) {
        if (name == null) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** {@code terms.product(rates)}: what is left after one rate after another; 1 of no rate, null of a null one. */
    public static final class Product extends Term {
        Product() {
            super("product", DoubleType, true, DataTypes.createArrayType(DoubleType, true));
        }

        public static Double invoke(ArrayData rates) {
            if (rates == null) {
                return null;
            }
            double product = 1;
            for (int i = 0; i < rates.numElements(); i++) {
                if (rates.isNullAt(i)) {
                    return null;
                }
                product *= rates.getDouble(i);
            }
            return product;
        }
    }

    /** {@code terms.capacity_part(capacity, units of each currency, place of one from 1)}: its part of the capacity. */
    public static final class CapacityPart extends Term {
        CapacityPart() {
            super(
                    "capacity_part",
                    IntegerType,
                    false,
                    IntegerType,
                    DataTypes.createArrayType(DataTypes.LongType, false),
                    IntegerType);
        }

        public static int invoke(int capacity, ArrayData units, int place) {
            return Capacity.allot(capacity, units.toLongArray())[place - 1];
        }
    }

    /** {@code terms.funnel_stage(is open, days past due)}. */
    public static final class FunnelStageOf extends Term {
        FunnelStageOf() {
            super("funnel_stage", StringType, false, BooleanType, IntegerType);
        }

        public static UTF8String invoke(boolean isOpen, int days) {
            return STAGES[FunnelStage.place(isOpen, days)];
        }
    }

    /** {@code terms.funnel_sort(stage)}: its place from 1; 0 where it is none. */
    public static final class FunnelSort extends Term {
        FunnelSort() {
            super("funnel_sort", IntegerType, true, StringType);
        }

        public static Integer invoke(UTF8String stage) {
            return sort(STAGES, stage);
        }
    }

    /** {@code terms.claim_size(amount)}. */
    public static final class ClaimSizeOf extends Term {
        ClaimSizeOf() {
            super("claim_size", StringType, false, DoubleType);
        }

        public static UTF8String invoke(double amount) {
            return SIZES[ClaimSize.place(amount)];
        }
    }

    /** {@code terms.is_void(ledger state of an invoice)}, never null, as the others of a word. */
    public static final class IsVoid extends Term {
        IsVoid() {
            super("is_void", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String state) {
            return InvoiceState.isVoid(state);
        }
    }

    /** {@code terms.is_given_up(ledger state of an invoice)}. */
    public static final class IsGivenUp extends Term {
        IsGivenUp() {
            super("is_given_up", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String state) {
            return InvoiceState.isGivenUp(state);
        }
    }

    /** {@code terms.is_cancelled(order status)}. */
    public static final class IsCancelled extends Term {
        IsCancelled() {
            super("is_cancelled", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String status) {
            return OrderState.isCancelled(status);
        }
    }

    /** {@code terms.counted(number, noun)} for a sentence: "1 payment", "2 payments". */
    public static final class Counted extends Term {
        Counted() {
            super("counted", StringType, true, LongType, StringType);
        }

        public static UTF8String invoke(long number, UTF8String noun) {
            return noun == null ? null : UTF8String.fromString(Counting.counted(number, noun.toString()));
        }
    }

    /** {@code terms.beta_binomial_mean(hits, trials)} of the peers. */
    public static final class BetaBinomialMean extends Term {
        BetaBinomialMean() {
            super("beta_binomial_mean", DoubleType, false, DoubleType, DoubleType);
        }

        public static double invoke(double hits, double trials) {
            return BetaBinomial.mean(hits, trials);
        }
    }

    /** {@code terms.beta_binomial_spread(hits, trials, squared hits, squared trials, peers)}. */
    public static final class BetaBinomialSpread extends Term {
        BetaBinomialSpread() {
            super("beta_binomial_spread", DoubleType, false, DoubleType, DoubleType, DoubleType, DoubleType, LongType);
        }

        public static double invoke(double hits, double trials, double hitsSquared, double trialsSquared, long peers) {
            return BetaBinomial.spread(hits, trials, hitsSquared, trialsSquared, peers);
        }
    }

    /** {@code terms.beta_binomial_tail(hits, trials, mean, spread)}. */
    public static final class BetaBinomialTail extends Term {
        BetaBinomialTail() {
            super("beta_binomial_tail", DoubleType, false, LongType, LongType, DoubleType, DoubleType);
        }

        public static double invoke(long hits, long trials, double mean, double spread) {
            return BetaBinomial.tail(hits, trials, mean, spread);
        }
    }
}
