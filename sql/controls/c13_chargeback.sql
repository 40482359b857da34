-- grain: attempt_id
-- control: C13
-- title: Chargeback
-- type: R
-- severity: high
-- precedence: cash
-- needs: transactions.chargeback_flag|transactions.transaction_type
-- policy: chargeback_days
-- An entry of its own counts on its day, and then no flag does; a flag, which has no date, counts some months after the
-- capture, and then that of its authorisation does not. What the bank gave back is no loss. A refund beside it is shown: it
-- is honest where goods came back, and R01 to R08 claim it where it is not.
with

attempts as (
    select
        attempt_id, debt_id, invoice_id, order_id, customer_id, currency, attempt_date, amount,
        terms.is_chargeback(transaction_type) as is_entry,
        case when terms.is_chargeback(transaction_type) then 2 when is_authorisation then 0 else 1 end as proof
    from int_attempts
    where not is_refund
        and not terms.is_won_back(transaction_type)
        and (
            terms.is_chargeback(transaction_type)
            or is_chargeback and is_success and date_add(attempt_date, :chargeback_days) <= :as_of
        )
),

chargebacks as (
    select
        *,
        coalesce(debt_id, 'attempt ' || attempt_id) as debt,
        max(proof) over (
            partition by coalesce(debt_id, 'attempt ' || attempt_id) order by attempt_date, attempt_id
            rows between unbounded preceding and unbounded following
        ) as best_proof
    from attempts
),

numbered as (
    select
        *,
        row_number() over (
            partition by debt order by attempt_date, attempt_id rows between unbounded preceding and current row
        ) as nth,
        coalesce(sum(amount) over (
            partition by debt order by attempt_date, attempt_id rows between unbounded preceding and 1 preceding
        ), 0.00) as charged_before
    from chargebacks
    where proof = best_proof
),

-- A reversal undoes what was before it: a chargeback, where there is one.
entered as (
    select debt, min(if(is_entry, attempt_date, null)) as entered_on
    from chargebacks
    group by debt
),

won_back as (
    select entered.debt, sum(int_attempts.amount) as won_amount
    from int_attempts
    inner join entered
        on coalesce(int_attempts.debt_id, 'attempt ' || int_attempts.attempt_id) = entered.debt
    where is_success
        and (terms.is_won_back(transaction_type) or terms.is_reversal(transaction_type) and attempt_date >= entered_on)
    group by entered.debt
),

kept_back as (
    select
        numbered.* except (amount),
        numbered.amount - greatest(
            least(numbered.amount, coalesce(won_back.won_amount, 0.00) - numbered.charged_before), 0.00
        ) as amount
    from numbered
    left join won_back
        on numbered.debt = won_back.debt
),

card_refunds as (
    select debt_id, sum(amount) as refunded_amount
    from int_attempts
    where is_refund
        and is_success
    group by debt_id
),

lost as (
    select
        kept_back.*,
        coalesce(kept_back.order_id, int_invoices.order_id) as known_order_id,
        if(nth = 1, greatest(
            coalesce(int_invoices.order_refunded_amount, int_orders.refunded_amount, 0),
            coalesce(card_refunds.refunded_amount, 0)
        ), 0.00) as refunded_amount
    from kept_back
    left join int_invoices
        on kept_back.invoice_id = int_invoices.invoice_id
    left join int_orders
        on if(int_invoices.invoice_id is null, kept_back.order_id, null) = int_orders.order_id
    left join card_refunds
        on kept_back.debt_id = card_refunds.debt_id
    where kept_back.amount > 0
)

select
    attempt_id,
    invoice_id,
    known_order_id as order_id,
    customer_id,
    currency,
    0.00 as expected_amount,
    amount as actual_amount,
    amount,
    concat(
        if(is_entry, 'charged back ', 'captured '), attempt_date, ' for ', coalesce(debt_id, 'no debt'),
        ', refunded ', terms.money_text(refunded_amount, currency)
    ) as evidence
from lost
