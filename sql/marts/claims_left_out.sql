-- grain: claim_id
-- kind: view
-- What is overdue, or failed and not yet billed, and is on no list: older than :oldest_claim_date, the first day that
-- recovery.oldest-days lets on it. Without that limit there is none: no overdue invoice is on no list.
with failed as (
    select debt_id, min(attempt_date) as failed_date
    from int_attempts
    where is_failure and is_collection and debt_id is not null
    group by debt_id
),

debts as (
    select 'invoice:' || invoice_id as claim_id, currency, customer_id, overdue_amount as amount
    from int_invoices
    where is_overdue
    union all
    select
        coalesce('invoice:' || int_failed_debts.invoice_id, 'order:' || int_failed_debts.order_id),
        int_failed_debts.currency, int_failed_debts.debtor_id, int_failed_debts.owed_amount
    from int_failed_debts
    inner join failed on int_failed_debts.debt_id = failed.debt_id
    where not int_failed_debts.is_billed and failed.failed_date < :oldest_claim_date
)

select debts.claim_id, debts.currency, debts.customer_id, debts.amount
from debts
left join score_claims on debts.claim_id = score_claims.claim_id
where score_claims.claim_id is null
