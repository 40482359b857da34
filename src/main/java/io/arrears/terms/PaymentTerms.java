package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** What a source says of payments, as SQL functions: {@link PaymentWords} states the rules. */
@SuppressWarnings("serial") // As Term.
public final class PaymentTerms {

    static final List<Term> ALL = List.of(
            new IsSuccess(),
            new IsPending(),
            new IsRefund(),
            new IsReversal(),
            new IsAuthorisation(),
            new IsChargeback(),
            new IsWonBack(),
            new Debt());

    private PaymentTerms() {}

    /** {@code terms.is_success(result of an attempt)}. */
    public static final class IsSuccess extends Term {
        IsSuccess() {
            super("is_success", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String result) {
            return PaymentWords.isSuccess(result);
        }
    }

    /** {@code terms.is_pending(result of an attempt)}: neither a success nor a failure yet. */
    public static final class IsPending extends Term {
        IsPending() {
            super("is_pending", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String result) {
            return PaymentWords.isPending(result);
        }
    }

    /** {@code terms.is_refund(transaction type)}. */
    public static final class IsRefund extends Term {
        IsRefund() {
            super("is_refund", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String type) {
            return PaymentWords.isRefund(type);
        }
    }

    /** {@code terms.is_chargeback(transaction type)}. */
    public static final class IsChargeback extends Term {
        IsChargeback() {
            super("is_chargeback", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String type) {
            return PaymentWords.isChargeback(type);
        }
    }

    /** {@code terms.debt(invoice id, order id)}: what an attempt asks for, by {@link DebtName}. */
    public static final class Debt extends Term {
        Debt() {
            super("debt", StringType, true, StringType, StringType);
        }

        public static UTF8String invoke(UTF8String invoice, UTF8String order) {
            return UTF8String.fromString(
                    DebtName.of(invoice == null ? null : invoice.toString(), order == null ? null : order.toString()));
        }
    }

    /** {@code terms.is_won_back(transaction type)}. */
    public static final class IsWonBack extends Term {
        IsWonBack() {
            super("is_won_back", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String type) {
            return PaymentWords.isWonBack(type);
        }
    }

    /** {@code terms.is_authorisation(transaction type)}. */
    public static final class IsAuthorisation extends Term {
        IsAuthorisation() {
            super("is_authorisation", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String type) {
            return PaymentWords.isAuthorisation(type);
        }
    }

    /** {@code terms.is_reversal(transaction type)}. */
    public static final class IsReversal extends Term {
        IsReversal() {
            super("is_reversal", BooleanType, false, StringType);
        }

        public static boolean invoke(UTF8String type) {
            return PaymentWords.isReversal(type);
        }
    }
}
