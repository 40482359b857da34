-- grain: finding_id
-- kind: table
-- Every finding of every control that is not below its materiality; only primary_amount may be summed. A dismissed finding claims
-- nothing, and what it would claim is left to the others. The stage makes findings_located.
-- Decision: money belongs to the first control that claims it, by precedence: sql/DECISIONS.md.
with

located as (
    select
        control_id, control_title, leak_type, severity, policy, version, precedence_rank, is_invoice_money,
        entity_type, entity_id, invoice_id, order_id, customer_id, sales_rep_id, region, currency,
        expected_amount, actual_amount, amount, evidence,
        finding_id, decision, decided_date, decision_until_date, decision_reason, decision_owner, is_dismissed,
        substring_index(entity_type, '_', 1) || ' ' || entity_id as own
    from findings_located
    where is_material
),

-- The owner of the money: an invoice, else an order, else the entity itself, each with the kind of its number: order 7 is not
-- payment 7. An order's finding about money of its invoices shares their pool.
placed as (
    select
        *,
        invoice_id is not null as is_of_invoice,
        invoice_id is not null or is_invoice_money as is_in_invoices,
        coalesce('order ' || order_id, 'invoice ' || invoice_id, own) as pool,
        coalesce('invoice ' || invoice_id, 'order ' || order_id, own) as unit,
        if(precedence_rank is null or is_dismissed, 0.00, greatest(coalesce(amount, 0.00), 0.00)) as claim
    from located
),

by_pool as (
    -- Every window is within a pool: one shuffle serves them all.
    select /*+ repartition(currency, pool) */ *
    from placed
),

summed as (
    select
        *,
        sum(claim) over (
            partition by currency, pool, unit, control_id
            order by entity_id
            rows between unbounded preceding and current row
        ) as claimed_by_control
    from by_pool
),

-- A control takes what it claims on the unit above the largest claim before it.
on_unit as (
    select
        *,
        greatest(claimed_by_control - coalesce(max(claimed_by_control) over (
            partition by currency, pool, unit
            order by precedence_rank, control_id, entity_id
            rows between unbounded preceding and 1 preceding
        ), 0.00), 0.00) as taken
    from summed
),

-- Claims on an order and on its invoices cover the same money: together they take the larger.
in_pool as (
    select
        *,
        if(is_of_invoice, taken, 0.00) as taken_invoice,
        if(is_of_invoice, 0.00, taken) as taken_order,
        sum(if(is_of_invoice, taken, 0.00)) over (
            partition by currency, pool, is_in_invoices
            order by precedence_rank, control_id, is_of_invoice, unit, entity_id
            rows between unbounded preceding and current row
        ) as invoices_so_far,
        sum(if(is_of_invoice, 0.00, taken)) over (
            partition by currency, pool, is_in_invoices
            order by precedence_rank, control_id, is_of_invoice, unit, entity_id
            rows between unbounded preceding and current row
        ) as order_so_far
    from on_unit
)

select
    finding_id,
    control_id,
    control_title,
    leak_type,
    severity,
    policy,
    version,
    entity_type,
    entity_id,
    invoice_id,
    order_id,
    customer_id,
    sales_rep_id,
    region,
    currency,
    expected_amount,
    actual_amount,
    amount,
    cast(
        case
            when precedence_rank is not null and amount is not null
                then greatest(invoices_so_far, order_so_far)
                    - greatest(invoices_so_far - taken_invoice, order_so_far - taken_order)
        end as decimal(19, 4)
    ) as primary_amount,
    evidence,
    decision,
    decided_date,
    decision_until_date,
    decision_reason,
    decision_owner,
    is_dismissed
from in_pool
