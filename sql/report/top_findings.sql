-- grain: as_of_date, currency, place
-- The findings with the largest primary amount, of what is lost.
with mart_leakage_findings as (
    select
        as_of_date, currency, finding_id, control_id, control_title, leak_type, severity, entity_type, entity_id,
        customer_id, customer_name, sales_rep_name, region, primary_amount, evidence
    from mart_leakage_findings
    where leak_class = 'lost' and primary_amount > 0
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of_date, currency
            order by primary_amount desc, finding_id
            rows between unbounded preceding and current row
        ) as place
    from mart_leakage_findings
)

select * from ranked
where place <= 25
