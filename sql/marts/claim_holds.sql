-- grain: claim_id
-- kind: view
-- Every claim with what keeps a collector from it today, the first of: dispute, promise, cancelled order, a control that
-- doubts the debt, credit of the customer, grace, the customer's wish, size. Null: nothing. A credit covers the oldest first.
with doubted as (
    select
        coalesce('invoice ' || invoice_id, 'order ' || order_id) as debt, min(control_id) as control_id
    from find_leakage
    where control_id in ('B03', 'B05', 'B06', 'B07', 'C06', 'C11', 'R05')
        and coalesce(invoice_id, order_id) is not null
        and not coalesce(is_dismissed, false)
    group by coalesce('invoice ' || invoice_id, 'order ' || order_id)
),

promised as (
    select invoice_id
    from int_promises
    where promise_status = 'pending'
    group by invoice_id
),

claims as (
    select
        score_claims.claim_id,
        score_claims.claim_type,
        score_claims.invoice_id,
        coalesce(score_claims.order_id, int_invoices.order_id) as order_id,
        score_claims.customer_id,
        score_claims.currency,
        score_claims.amount,
        score_claims.ev_recovered,
        coalesce(score_claims.order_value, score_claims.ev_recovered) as order_value,
        int_invoices.due_date,
        int_invoices.days_past_due,
        coalesce(int_invoices.is_disputed, false) as is_disputed,
        coalesce(int_invoices.is_order_cancelled, int_orders.is_cancelled, false) as is_order_cancelled,
        sum(score_claims.amount) over (
            partition by score_claims.customer_id, score_claims.currency
            order by coalesce(int_invoices.due_date, :as_of), score_claims.claim_id
            rows between unbounded preceding and current row
        ) as amount_so_far
    from score_claims
    left join int_invoices on score_claims.invoice_id = int_invoices.invoice_id
    left join int_orders on if(int_invoices.invoice_id is null, score_claims.order_id, null) = int_orders.order_id
)

select
    claims.claim_id,
    claims.customer_id,
    claims.currency,
    claims.amount,
    claims.ev_recovered,
    claims.order_value,
    claims.due_date,
    claims.days_past_due,
    -- Amounts of an unknown currency are never added: such a claim is a row of its own.
    if(claims.customer_id is null or claims.currency = terms.unknown_currency(), claims.claim_id, claims.customer_id)
        as debtor_id,
    case
        when claims.is_disputed then 'disputed'
        when promised.invoice_id is not null then 'promised'
        when claims.is_order_cancelled then 'order cancelled'
        when of_invoice.debt is not null then concat('found by ', of_invoice.control_id)
        when of_order.debt is not null then concat('found by ', of_order.control_id)
        when claims.amount_so_far <= customer_credits.credit_amount + customer_credits.unapplied_amount then 'covered by credit'
        when claims.claim_type = 'overdue_invoice' and claims.days_past_due <= :grace_days then 'within grace'
        when known_customers.do_not_contact then 'do not contact'
        when claims.amount < :smallest_amount then 'too small'
    end as hold_reason
from claims
left join promised on claims.invoice_id = promised.invoice_id
left join doubted as of_invoice on 'invoice ' || claims.invoice_id = of_invoice.debt
left join doubted as of_order on 'order ' || claims.order_id = of_order.debt
left join customer_credits
    on claims.customer_id = customer_credits.customer_id and claims.currency = customer_credits.currency
left join known_customers on claims.customer_id = known_customers.customer_id
