-- grain: as_of_date, claim_id
-- What to call the first customers about: the best claims of each, those that something holds last, with their invoices.
with mart_customer_worklist as (
    select as_of_date, currency, debtor_id, priority_rank
    from mart_customer_worklist
    where priority_rank <= 25
),

mart_recovery_worklist as (
    select
        as_of_date, currency, debtor_id, claim_id, claim_type, invoice_id, order_id, amount, p_recover_30d, ev_recovered,
        due_date, days_past_due, hold_reason, reason_1
    from mart_recovery_worklist
),

mart_invoice_risk as (
    select as_of_date, invoice_id, invoice_date, invoiced_amount, paid_amount
    from mart_invoice_risk
),

ranked as (
    select
        mart_recovery_worklist.*,
        mart_customer_worklist.priority_rank,
        mart_invoice_risk.invoice_date,
        mart_invoice_risk.invoiced_amount,
        mart_invoice_risk.paid_amount,
        row_number() over (
            partition by mart_recovery_worklist.as_of_date, mart_recovery_worklist.currency, mart_recovery_worklist.debtor_id
            order by
                mart_recovery_worklist.hold_reason is not null,
                mart_recovery_worklist.ev_recovered desc,
                mart_recovery_worklist.amount desc,
                mart_recovery_worklist.claim_id
            rows between unbounded preceding and current row
        ) as place
    from mart_recovery_worklist
    inner join mart_customer_worklist
        on mart_recovery_worklist.as_of_date = mart_customer_worklist.as_of_date
        and mart_recovery_worklist.currency = mart_customer_worklist.currency
        and mart_recovery_worklist.debtor_id = mart_customer_worklist.debtor_id
    left join mart_invoice_risk
        on mart_recovery_worklist.as_of_date = mart_invoice_risk.as_of_date
        and mart_recovery_worklist.invoice_id = mart_invoice_risk.invoice_id
)

select * from ranked
where place <= 8
