-- grain: attempt_id
-- control: C08
-- title: Failed and not tried again
-- type: T
-- severity: medium
-- precedence: collection
-- needs: transactions.invoice_id|transactions.order_id
-- policy: days_before_retry, hard_declines, tolerance
-- money: invoices
-- The last attempt of a debt that is still owed: it failed days ago, for a reason that another attempt may outlive. A debt
-- without a known invoice is not billed yet. One whose money came without an invoice is C06's.
select
    int_failed_debts.attempt_id,
    int_failed_debts.invoice_id,
    int_failed_debts.order_id,
    int_failed_debts.customer_id,
    int_failed_debts.currency,
    int_failed_debts.amount as expected_amount,
    0.00 as actual_amount,
    least(int_failed_debts.amount, owed_amount) as amount,
    concat(
        'failed ', attempt_date, ': ', coalesce(reason_code, 'no reason given'), if(is_billed, '', '; not yet billed')
    ) as evidence
from int_failed_debts
left anti join int_unapplied_cash
    on int_failed_debts.attempt_id = int_unapplied_cash.met_attempt_id
where datediff(:as_of, attempt_date) >= :days_before_retry
    and not array_contains(:hard_declines, coalesce(reason_code, ''))
